import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Agenda } from '../../src/load/agenda.ts';

type Deed = { readonly kind: 'add' | 'take' | 'drop'; readonly atMs: number };

// Few distinct times, so that many are equal.
const moment = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.double({ min: 0, max: 8, noNaN: true }));
const deed = fc.record<Deed>({ kind: fc.constantFrom('add', 'add', 'add', 'take', 'take', 'drop'), atMs: moment });

const ascending = (times: readonly number[]): readonly number[] => times.toSorted((one, other) => one - other);

describe('an agenda', () => {
  it('behaves like a sorted list', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 120 }), (deeds) => {
        const agenda = new Agenda<number>();
        let model: readonly { readonly atMs: number; readonly who: number }[] = [];
        for (const [who, { kind, atMs }] of deeds.entries()) {
          if (kind === 'add') {
            agenda.add(atMs, who);
            model = [...model, { atMs, who }];
          } else if (kind === 'take') {
            const taken = agenda.take(atMs);
            const first = Math.min(...model.map((entry) => entry.atMs));
            expect(taken?.atMs ?? null).toBe(first <= atMs ? first : null);
            // Of those due at the same time, any may come first.
            if (taken !== null) expect(model).toContainEqual(taken);
            model = model.filter(({ who: one }) => one !== taken?.who);
          } else {
            const dropped = agenda.dropFrom(atMs);
            expect(ascending(dropped)).toEqual(ascending(model.filter((entry) => entry.atMs >= atMs).map((entry) => entry.who)));
            model = model.filter((entry) => entry.atMs < atMs);
          }
          expect(agenda.nextMs).toBe(Math.min(...model.map((entry) => entry.atMs)));
        }
      }),
    );
  });

  it('gives everybody out once, earliest first', () => {
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 200 }), (times) => {
        const agenda = new Agenda<number>();
        for (const [who, atMs] of times.entries()) agenda.add(atMs, who);
        const taken = times.map(() => agenda.take(8));
        expect(taken.map((entry) => entry?.atMs)).toEqual(ascending(times));
        expect(new Set(taken.map((entry) => entry?.who)).size).toBe(times.length);
        expect(agenda.take(Number.POSITIVE_INFINITY)).toBeNull();
        expect(agenda.nextMs).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });
});
