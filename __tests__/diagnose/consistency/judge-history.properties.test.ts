import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countIncrements } from '../../../src/diagnose/consistency/count-increments.ts';
import { judgeHistory, strictly } from '../../../src/diagnose/consistency/judge-history.ts';
import { judgeKey } from '../../../src/diagnose/consistency/judge-key.ts';
import { splitByKey } from '../../../src/diagnose/consistency/key-history.ts';
import { searchKey } from '../../../src/diagnose/consistency/search-key.ts';
import { findStaleCount } from '../../../src/diagnose/consistency/session-counts.ts';
import { findStaleSession } from '../../../src/diagnose/consistency/session-values.ts';
import { shrink } from '../../../src/diagnose/consistency/shrink.ts';
import type { Act } from '../../../src/model/history.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { decide } from './decide.ts';
import { kinds, randomHistory, type Kind } from './random-history.ts';
import { fitsOneOrder } from './reference.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const numRuns = 250;

function historyOf(kind: Kind, seed: number): readonly Act[] {
  return randomHistory(openChance(seed, 0), kind);
}

describe.each(kinds)('a history of the kind %s', (kind) => {
  /** For the search a register or a list may have held before what is written later. */
  const isCounter = ['counter', 'told', 'downward', 'uneven', 'mixed'].includes(kind);

  it('is judged as trying all orders judges it', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0, 0, 2, 5), (seed, maxStaleMs) => {
        const acts = historyOf(kind, seed);
        const said = decide(acts, maxStaleMs);
        if (said === 'idle') return;
        expect(said).toBe(fitsOneOrder(acts, maxStaleMs) ? 'legal' : 'illegal');
      }),
      { numRuns },
    );
  });

  it('is judged by the general search as by the rule of its kind', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const acts = historyOf(kind, seed);
        const [history] = splitByKey(acts, () => 0);
        fc.pre(history !== undefined && decide(acts) !== 'idle');
        const said = searchKey(history?.effects ?? [], 1_000_000).kind;
        if (said === 'illegal' || isCounter) expect(decide(acts)).toBe(said);
      }),
      { numRuns: 60 },
    );
  });

  it('tells of no fault where there is none, and of at least one where there is', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const acts = historyOf(kind, seed);
        fc.pre(decide(acts) !== 'idle');
        const findings = judgeHistory({ acts, dropped: 0 }, strictly);
        expect(findings.some((finding) => finding.kind === 'broken')).toBe(!fitsOneOrder(acts));
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
        for (const { sentence, evidence } of findings) {
          expect(sentence).not.toMatch(/undefined|NaN|null|Infinity/);
          for (const line of evidence.slice(1)) expect(line).toMatch(/^[\x20-\x7e\u2009µ]{1,200}$/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is not judged by the order in which it is written down, nor by when it began', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -1_000, max: 1_000 }), (seed, laterMs) => {
        const acts = historyOf(kind, seed);
        const moved = acts
          .map((act) => ({ ...act, calledAtMs: act.calledAtMs + laterMs, returnedAtMs: act.returnedAtMs + laterMs }))
          .toReversed();
        expect(decide(moved)).toBe(decide(acts));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what one user sees', () => {
  it('of values is never called stale where an order exists', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('register', 'rewritten', 'swaps'), (seed, kind) => {
        const acts = historyOf(kind, seed);
        const [history] = splitByKey(acts, () => 0);
        fc.pre(history !== undefined && findStaleSession(history.effects, kind === 'register') !== null);
        expect(fitsOneOrder(acts)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('of counts is never called stale where an order exists', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('counter', 'told', 'downward', 'uneven'), (seed, kind) => {
        const acts = historyOf(kind, seed);
        const [history] = splitByKey(acts, () => 0);
        const counted = history === undefined ? null : countIncrements(history.effects);
        fc.pre(counted !== null && 'count' in counted && findStaleCount(counted.count) !== null);
        expect(fitsOneOrder(acts)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what proves a violation', () => {
  it('is one to four operations of the history, each once', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...kinds), (seed, kind) => {
        const acts = historyOf(kind, seed);
        const [history] = splitByKey(acts, () => 0);
        const verdict = history === undefined ? null : judgeKey(history);
        fc.pre(verdict?.kind === 'violated');
        const proof = verdict?.kind === 'violated' ? verdict.violation.proof.map(({ act }) => act) : [];
        expect(proof.length).toBeGreaterThan(0);
        expect(proof.length).toBeLessThanOrEqual(4);
        expect(new Set(proof).size).toBe(proof.length);
        for (const act of proof) expect(acts).toContain(act);
      }),
      { numRuns: 100 },
    );
  });

  it('alone of a register, with the writes it speaks of, fits no order either', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const acts = historyOf('register', seed);
        const [history] = splitByKey(acts, () => 0);
        const verdict = history === undefined ? null : judgeKey(history);
        fc.pre(verdict?.kind === 'violated');
        const proof = verdict?.kind === 'violated' ? verdict.violation.proof.map(({ act }) => act) : [];
        const values = new Set(proof.flatMap(({ deed }) => ('value' in deed ? [deed.value] : [])));
        const writes = acts.filter((act) => act.deed.kind === 'write' && values.has(act.deed.value) && !proof.includes(act));
        expect(fitsOneOrder([...proof, ...writes])).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('is cut down to what fits no order either', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('swaps', 'sums', 'mixed', 'rewritten'), (seed, kind) => {
        const acts = historyOf(kind, seed);
        fc.pre(!fitsOneOrder(acts));
        const [history] = splitByKey(acts, () => 0);
        const isIllegal = (some: Parameters<typeof shrink>[0]): boolean => searchKey(some, 100_000).kind === 'illegal';
        fc.pre(history !== undefined && isIllegal(history.effects));
        const left = shrink(history?.effects ?? [], isIllegal);
        expect(isIllegal(left)).toBe(true);
        expect(left.length).toBeLessThanOrEqual(history?.effects.length ?? 0);
        for (const { act } of left) expect(acts).toContain(act);
      }),
      { numRuns: 100 },
    );
  });
});
