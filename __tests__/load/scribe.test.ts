import { describe, expect, it } from 'vitest';

import { Scribe } from '../../src/load/scribe.ts';
import { Script } from '../../src/load/script.ts';
import type { DeedMeaning } from '../../src/model/operation.ts';
import { asked, deeds, failed, openScribe, operations, succeeded } from './a-scribe.ts';

const at = Object.fromEntries(operations.map(({ name }, index) => [name, index] as const));
const [write = -1, read = -1, increment = -1, swap = -1, append = -1, list = -1] = [
  'write',
  'read',
  'increment',
  'compare-and-set',
  'append',
  'list',
].map((name) => at[name]);

const uuidOf = (n: number): string => {
  const { values } = openScribe();
  values.n = n;
  return values.uuid;
};

describe('a scribe', () => {
  it('writes down what each operation did to which key, with what was sent and what was told', () => {
    const { scribe, history } = openScribe();
    scribe.note(0, write, 0, succeeded(10));
    scribe.note(1, read, 1, succeeded(20, 'v'));
    scribe.note(1, read, 5, succeeded(30, null));
    scribe.note(2, increment, 2, succeeded(40, '12'));
    scribe.note(2, increment, 6, succeeded(50, 'many'));
    scribe.note(3, append, 3, succeeded(60));
    scribe.note(3, list, 7, succeeded(70));
    const timed = (calledAtMs: number, user: number) => ({ user, calledAtMs, returnedAtMs: calledAtMs + 5 });
    expect(history()).toEqual({
      dropped: 0,
      acts: [
        { operation: 'write', key: '1', deed: { kind: 'write', value: uuidOf(0) }, ...timed(10, 0) },
        { operation: 'read', key: '1', deed: { kind: 'read', value: 'v' }, ...timed(20, 1) },
        { operation: 'read', key: '1', deed: { kind: 'read', value: null }, ...timed(30, 1) },
        { operation: 'increment', key: 'stock-1', deed: { kind: 'increment', by: 3, after: 12 }, ...timed(40, 2) },
        { operation: 'increment', key: 'stock-1', deed: { kind: 'increment', by: 3, after: null }, ...timed(50, 2) },
        { operation: 'append', key: 'log-3', deed: { kind: 'append', value: '3' }, ...timed(60, 3) },
      ],
    });
  });

  it('tells acts in the order in which they were called, whatever answered first', () => {
    const { scribe, history } = openScribe();
    for (const calledAtMs of [30, 10, 20]) scribe.note(0, append, calledAtMs, succeeded(calledAtMs));
    expect(history().acts.map(({ calledAtMs }) => calledAtMs)).toEqual([10, 20, 30]);
  });

  it.each(['timeout', 'reset', 'status', 'assertion', 'protocol', 'too-large'] as const)(
    'does not know what came of one that failed with %s: it may last forever, and its user goes on under a new number',
    (error) => {
      const { scribe, history } = openScribe();
      scribe.note(2, increment, 2, failed(10, error));
      scribe.note(2, write, 6, succeeded(20));
      scribe.note(2, write, 10, failed(30, error));
      scribe.note(2, read, 14, succeeded(40, 'v'));
      scribe.note(1, read, 1, succeeded(50, 'v'));
      const { acts } = history();
      expect(acts.map(({ user }) => user)).toEqual([2, 6, 6, 10, 1]);
      expect(acts.map(({ returnedAtMs }) => returnedAtMs)).toEqual([Number.POSITIVE_INFINITY, 25, Number.POSITIVE_INFINITY, 45, 55]);
      expect(acts[0]?.deed).toEqual({ kind: 'increment', by: 3, after: null });
    },
  );

  it('leaves out what never left, reads that failed, and reads that told what cannot be compared', () => {
    const { scribe, history } = openScribe();
    scribe.note(0, write, 0, failed(10, 'refused'));
    scribe.note(0, write, 4, failed(20, 'protocol', 20));
    scribe.note(0, read, 8, failed(30, 'timeout'));
    scribe.note(0, read, 12, { kind: 'ok', sentAtMs: 40, endedAtMs: 45, bytes: 1, told: { value: undefined, owner: null, text: '' } });
    scribe.note(0, read, 16, succeeded(50, 'v'));
    expect(history().acts).toMatchObject([{ user: 0, calledAtMs: 50 }]);
  });

  it('remembers for each user what it last saw, and only for operations that compare', () => {
    const { scribe, history } = openScribe();
    const seen = (user: number): string => scribe.lastOf(user, swap, user);
    expect(seen(0)).toBe('');
    scribe.note(0, read, 0, succeeded(10, 'v1'));
    expect([seen(0), seen(1), scribe.lastOf(0, write, 4)]).toEqual(['v1', '', '']);
    // Refused: somebody else was faster.
    scribe.note(0, swap, 4, succeeded(20, 'false'));
    expect(seen(0)).toBe('v1');
    scribe.note(0, swap, 8, succeeded(30, 'true'));
    expect(seen(0)).toBe(uuidOf(8));
    scribe.note(0, write, 12, succeeded(40));
    expect(seen(0)).toBe(uuidOf(12));
    scribe.note(0, write, 16, failed(50, 'timeout'));
    expect(seen(0)).toBe(uuidOf(12));
    scribe.note(0, swap, 20, failed(60, 'reset'));
    scribe.note(0, read, 24, succeeded(70, null));
    expect(seen(0)).toBe('');
    expect(history().acts.flatMap(({ deed }) => (deed.kind === 'compare-and-set' ? [deed] : []))).toEqual([
      { kind: 'compare-and-set', expected: 'v1', value: uuidOf(4), swapped: false },
      { kind: 'compare-and-set', expected: 'v1', value: uuidOf(8), swapped: true },
      { kind: 'compare-and-set', expected: uuidOf(12), value: uuidOf(20), swapped: null },
    ]);
  });

  it('writes no more than it may, and counts what it leaves out', () => {
    const { scribe, history } = openScribe(3);
    for (let n = 0; n < 5; n += 1) scribe.note(0, append, n, succeeded(n));
    expect(history()).toMatchObject({ dropped: 2, acts: [{ calledAtMs: 0 }, { calledAtMs: 1 }, { calledAtMs: 2 }] });
  });

  it('leaves reads out before answers fill its memory, which is no gap, and goes on with what changes something', () => {
    const { scribe, history } = openScribe();
    for (let n = 0; n < 9_000; n += 1) scribe.note(0, read, n, succeeded(n, 'x'.repeat(2_000)));
    scribe.note(0, write, 9_000, succeeded(9_000));
    const { acts, dropped } = history();
    expect(dropped).toBe(0);
    expect(acts.at(-1)).toMatchObject({ operation: 'write', calledAtMs: 9_000 });
    expect(acts).toHaveLength(8_001);
  });

  it('takes a comparison with nothing for a write, or for nothing where it was refused', () => {
    const { scribe, history } = openScribe();
    scribe.note(0, swap, 0, succeeded(10, 'false'));
    scribe.note(0, swap, 4, succeeded(20, 'true'));
    scribe.note(1, swap, 1, failed(30, 'timeout'));
    scribe.note(2, swap, 2, succeeded(40, null));
    expect(history().acts).toMatchObject([
      { user: 0, calledAtMs: 20, returnedAtMs: 25, deed: { kind: 'write', value: uuidOf(4) } },
      { user: 1, returnedAtMs: Number.POSITIVE_INFINITY, deed: { kind: 'write', value: uuidOf(1) } },
      { user: 2, returnedAtMs: Number.POSITIVE_INFINITY, deed: { kind: 'write', value: uuidOf(2) } },
    ]);
  });

  it('does not know what came of a comparison whose answer does not say it', () => {
    const { scribe, history } = openScribe();
    scribe.note(0, read, 0, succeeded(10, 'v1'));
    scribe.note(0, swap, 4, succeeded(20, 'perhaps'));
    scribe.note(0, read, 8, succeeded(30, 'v1'));
    expect(history().acts).toMatchObject([
      { user: 0 },
      { user: 0, returnedAtMs: Number.POSITIVE_INFINITY, deed: { kind: 'compare-and-set', expected: 'v1', swapped: null } },
      { user: 4 },
    ]);
  });

  it('knows every deed there is', () => {
    expect(new Set(deeds.map(({ kind }) => kind)).size).toBe(5);
  });

  describe('of users who count on from what they last saw', () => {
    const counting: DeedMeaning = { kind: 'increment', key: '{{key}}', by: 2, value: '$.count', fromLast: true };
    const looking: DeedMeaning = { kind: 'read', key: '{{key}}', value: '$.count', maxStaleMs: 0 };
    const [add, look] = [0, 1];
    const open = (): Scribe => new Scribe([{ deed: counting }, { deed: looking }], new Script(asked, ['add'], 0, 1), asked.users, null);

    it('lets them look before each change, and tells the new count', () => {
      const scribe = open();
      expect(scribe.firstOf(1, add, 1)).toBe(look);
      scribe.note(1, look, 1, succeeded(10, '40'));
      expect([scribe.firstOf(1, add, 5), scribe.lastOf(1, add, 5)]).toEqual([add, '42']);
      scribe.note(1, add, 5, succeeded(20, '42'));
      expect(scribe.firstOf(1, add, 9)).toBe(look);
    });

    it('does not let one user see for another', () => {
      const scribe = open();
      scribe.note(1, look, 1, succeeded(10, '40'));
      expect(scribe.firstOf(2, add, 2)).toBe(look);
    });

    it('counts on from no word', () => {
      const scribe = open();
      scribe.note(1, look, 1, succeeded(10, 'many'));
      expect([scribe.firstOf(1, add, 5), scribe.lastOf(1, add, 5)]).toEqual([look, '']);
    });

    it('lets them go on where nobody can look', () => {
      const alone = new Scribe([{ deed: counting }], new Script(asked, ['add'], 0, 1), asked.users, null);
      expect(alone.firstOf(1, add, 1)).toBe(add);
    });
  });
});
