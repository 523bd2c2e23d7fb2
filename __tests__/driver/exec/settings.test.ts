import { describe, expect, it } from 'vitest';

import { decideExec, execSchema } from '../../../src/driver/exec/settings.ts';
import { decideOperations, operationsSchema } from '../../../src/driver/settings.ts';

/** The faults of one operation. */
function faultsOf(operation: unknown): readonly string[] {
  const { error } = operationsSchema.safeParse({ run: operation });
  return error?.issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`) ?? [];
}

describe('a command of the configuration', () => {
  it('is a line for the shell, or a list', () => {
    const [line, list] = decideOperations(
      operationsSchema.parse({
        line: { run: 'a | b' },
        list: { run: ['a', 'b'], input: 'c', expect: { code: [1, 1], output: 'd', json: { '$.e': 1 } } },
      }),
    );
    expect(line?.spec).toEqual({
      driver: 'exec',
      command: { kind: 'shell', line: 'a | b' },
      input: null,
      expect: { code: [0], output: null, json: [] },
    });
    expect(list?.spec).toEqual({
      driver: 'exec',
      command: { kind: 'argv', argv: ['a', 'b'] },
      input: 'c',
      expect: { code: [1], output: 'd', json: [{ path: '$.e', equals: 1 }] },
    });
  });

  it('is refused where it is none', () => {
    for (const run of ['', ' ', [], [''], ['x'.repeat(4_097)], ['a', 'b\0'], 7, ['a', 7]]) {
      expect(faultsOf({ run })).toEqual([expect.stringContaining('a command line, or a list of the program and its arguments')]);
    }
    expect(faultsOf({ run: 'a', headers: { a: 'b' } })).toHaveLength(1);
    expect(faultsOf({ run: 'a', expect: { status: 200 } })).toHaveLength(1);
    expect(faultsOf({ get: '/', input: 'a' })).toEqual(['input: input only beside run']);
  });

  it('hands no shell what was answered', () => {
    const swap = { 'compare-and-set': 'a' };
    expect(faultsOf({ run: 'set {{uuid}} {{ last }}', ...swap })).toEqual([expect.stringContaining('no shell may read it')]);
    expect(faultsOf({ run: ['set', '{{uuid}}', '{{last}}'], ...swap })).toEqual([]);
  });

  it('has variables, or none', () => {
    expect(decideExec(execSchema.parse({ environment: { A: 1, B: 'b' } }), '/')).toEqual({ environment: { A: '1', B: 'b' } });
    expect(decideExec({}, '/')).toEqual({ environment: {} });
    expect(execSchema.safeParse({ environment: { 'A B': 'c' } }).success).toBe(false);
  });
});
