import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { Chronicle, type Entry } from '../../src/load/chronicle.ts';

const text = fc.option(fc.string({ maxLength: 8 }));
const entry = fc.record<Entry>({
  operation: fc.nat({ max: 99 }),
  user: fc.nat(),
  key: fc.string({ maxLength: 4 }),
  calledAtMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  returnedAtMs: fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)),
  sent: text,
  told: text,
  expected: text,
});

it('a chronicle gives back what was written into it, however often it grew', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (entries, times) => {
      const chronicle = new Chronicle();
      const all = Array.from({ length: times }, () => entries).flat();
      for (const one of all) chronicle.add(one);
      const { calledAtMs, returnedAtMs, operations, users, keys, keyNames, sent, told, expected, dropped } = structuredClone(
        chronicle.pack(),
      );
      expect(dropped).toBe(0);
      expect(calledAtMs).toHaveLength(all.length);
      const read = [...calledAtMs.keys()].map((at) => ({
        operation: operations[at],
        user: users[at],
        key: keyNames[keys[at] ?? -1],
        calledAtMs: calledAtMs[at],
        returnedAtMs: returnedAtMs[at],
        sent: sent[at],
        told: told[at],
        expected: expected[at],
      }));
      expect(read).toEqual(all);
    }),
    { numRuns: 30 },
  );
});
