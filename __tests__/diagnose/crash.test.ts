import { describe, expect, it } from 'vitest';

import { findCrash, type Death } from '../../src/diagnose/crash.ts';

const killed = { kind: 'killed', signal: 'SIGKILL' } as const;
const aborted = { kind: 'killed', signal: 'SIGABRT' } as const;
const failed = { kind: 'exited', code: 1 } as const;

const death = (given: Partial<Death> = {}): Death => ({ ending: failed, during: 'steady', output: [], replay: null, ...given });
const sentence = (given: Partial<Death>): string => findCrash(death(given)).sentence;

describe('the finding of a crash', () => {
  it('holds while the service lives', () => {
    expect(findCrash(null)).toMatchObject({ kind: 'held', id: 'crash', measured: 0, evidence: [] });
  });

  it('says how it ended, when, and what it printed last', () => {
    const output = Array.from({ length: 30 }, (_, line) => `line ${line}`);
    expect(findCrash(death({ ending: { kind: 'exited', code: 3 }, output, replay: 'plimsoll replay' }))).toEqual({
      kind: 'broken',
      id: 'crash',
      sentence: 'The service exited with status 3 under the reference load',
      measured: 1,
      limit: 0,
      unit: 'count',
      evidence: output.slice(-10),
      replay: 'plimsoll replay',
    });
    expect(sentence({ ending: killed, during: 'properties' })).toBe('The service was killed by SIGKILL under a generated load');
  });

  it('knows that the kernel killed it for want of memory when the kernel counted that, and only then', () => {
    expect(sentence({ ending: killed, oomKills: 1, peakRssBytes: 512 * 1_024 ** 2 })).toBe(
      'The service was killed by SIGKILL under the reference load: the kernel killed it because it ran out of memory, with up to 512 MB of memory in use',
    );
    expect(sentence({ ending: { kind: 'exited', code: 137 }, oomKills: 1 })).toContain('ran out of memory');
    for (const oomKills of [0, null]) expect(sentence({ ending: killed, oomKills })).not.toContain('memory');
    // It was counted, but this one ended otherwise.
    expect(sentence({ ending: failed, oomKills: 1 })).not.toContain('memory');
  });

  it.each([
    [
      'V8',
      aborted,
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'it ran out of memory, its JavaScript heap was full',
    ],
    ['Python', failed, 'MemoryError', 'Python ran out of memory'],
    [
      'Java',
      failed,
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
      'it ran out of memory, its Java heap was full',
    ],
    ['Go', { kind: 'exited', code: 2 } as const, 'fatal error: runtime: out of memory', 'Go ran out of memory'],
    ['Go', { kind: 'exited', code: 2 } as const, 'runtime: out of memory: cannot allocate 4194304-byte block', 'Go ran out of memory'],
    ['Rust', aborted, 'memory allocation of 4096 bytes failed', 'its allocator had no memory left'],
  ])('knows the last words of %s, even when a long stack follows', (_, ending, line, why) => {
    const stack = Array.from({ length: 40 }, (__, frame) => `${frame}: 0x55d node::Abort`);
    const finding = findCrash(death({ ending, output: ['ready', line, ...stack], peakRssBytes: 64 * 1_024 ** 2 }));
    expect(finding.sentence).toBe(`${findCrash(death({ ending })).sentence}: ${why}, with up to 64 MB of memory in use`);
    expect(finding.evidence).toEqual([line, ...stack.slice(-10)]);
  });

  it('tells the telling line once', () => {
    expect(findCrash(death({ output: ['MemoryError'] })).evidence).toEqual(['MemoryError']);
  });

  it('does not take talk of memory for the cause of another end', () => {
    expect(sentence({ ending: killed, output: ['MemoryError'] })).not.toContain('Python');
    expect(sentence({ ending: { kind: 'exited', code: 0 }, output: ['MemoryError'] })).not.toContain('Python');
    expect(sentence({ output: ['out of memory? never', 'handled MemoryError'] })).not.toContain(': ');
    const long = ['MemoryError', ...Array.from({ length: 150 }, () => 'served')];
    expect(sentence({ output: long })).not.toContain('Python');
  });
});
