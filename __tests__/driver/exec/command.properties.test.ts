import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compileCommand } from '../../../src/driver/exec/command.ts';
import { values } from '../../support/operations.ts';
import { command } from './an-exec.ts';

const anything = fc.string({ unit: 'binary' });

describe('what fills a command', () => {
  it('is nothing that a shell would read, whatever it is', () => {
    const compiled = compileCommand(command(`echo "{{key}}" '{{uuid}}' {{last+1}}`), 1_000);
    fc.assert(
      fc.property(anything, anything, anything, (key, uuid, last) => {
        const line = compiled.job({ ...values, key, uuid, last }, 3).argv.at(-1);
        expect(line).toMatch(/^echo "[\w.:+-]*" '[\w.:+-]*' [\w.:+-]*$/);
      }),
    );
  });

  it('stays one argument of a list, as it is but for what none can hold', () => {
    const compiled = compileCommand(command(['echo', '{{last}}', 'a {{key}}']), 1_000);
    fc.assert(
      fc.property(anything, anything, (key, last) => {
        const { argv } = compiled.job({ ...values, key, last }, 3);
        expect(argv).toEqual(['echo', last.replaceAll('\0', ''), `a ${key.replaceAll('\0', '')}`]);
      }),
    );
  });

  it('leaves an input of JSON that', () => {
    const compiled = compileCommand(command(['cat'], { input: '{"key":"{{key}}","n":{{n}}}' }), 1_000);
    fc.assert(
      fc.property(anything, fc.nat(), (key, n) => {
        expect(JSON.parse(compiled.job({ ...values, key, n }, 3).input ?? '')).toEqual({ key, n });
      }),
    );
  });

  it('keeps what is printed only where somebody looks at it', () => {
    const kept = (...given: Parameters<typeof command>): number | null => compileCommand(command(...given), 1_000).job(values, 3).keepBytes;
    expect(kept('a')).toBeNull();
    expect(kept('a', { expect: { output: 'b' } })).toBe(1_000);
    expect(kept('a', { expect: { json: [{ path: '$', equals: 1 }] } })).toBe(1_000);
    expect(kept('a', {}, { deed: { kind: 'read', key: 'a', value: null, maxStaleMs: 0 } })).toBe(1_000);
    expect(kept('a', {}, { deed: { kind: 'write', key: 'a', value: 'uuid' } })).toBeNull();
  });
});
