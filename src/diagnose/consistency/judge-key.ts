import type { Deed } from '../../model/history.ts';
import type { Effect } from './effect.ts';
import { findDoubleSwap } from './find-double-swap.ts';
import { judgeCounter } from './judge-counter.ts';
import { judgeList } from './judge-list.ts';
import { judgeRegister, violationOf } from './judge-register.ts';
import type { KeyHistory } from './key-history.ts';
import { quote } from './name.ts';
import { readWhole } from './read-whole.ts';
import { findStaleSession } from './session-values.ts';
import type { KeyVerdict } from './violation.ts';

/** Judges one key by what was done to it; `open` where only a search can tell. */
export function judgeKey(history: KeyHistory): KeyVerdict {
  const { effects, kinds } = history;
  if (isOnly(kinds, ['read']) || !effects.some(isSight)) return { kind: 'idle' };
  if (isOnly(kinds, ['increment', 'read'])) return judgeCounter(history);
  if (isOnly(kinds, ['append', 'read'])) return judgeList(history);
  if (kinds.has('append')) return { kind: 'unknown', why: 'it is appended to and also changed in other ways' };
  if (!kinds.has('increment')) {
    const verdict = kinds.has('compare-and-set') ? judgeSwaps(history) : judgeRegister(history);
    return verdict.kind === 'open' ? judgeSession(history) : verdict;
  }
  return effects.every(isWhole) ? { kind: 'open' } : { kind: 'unknown', why: 'it is added to, and does not always hold a whole number' };
}

function judgeSwaps({ key, effects }: KeyHistory): KeyVerdict {
  const double = findDoubleSwap(effects);
  const [one, other] = double?.swaps ?? [];
  if (double === null || one === undefined || other === undefined || one.act.deed.kind !== 'compare-and-set') return { kind: 'open' };
  const sentence = `${double.swaps.length} compare-and-sets of ${quote(key)} replaced ${quote(one.act.deed.expected)}, which was there once`;
  const proof = [...(double.setter === null ? [] : [double.setter]), one, other];
  return { kind: 'violated', violation: { of: 'lost-update', sentence, count: double.swaps.length - 1, proof, notes: [] } };
}

/** What needs no search. */
function judgeSession({ key, effects }: KeyHistory): KeyVerdict {
  const session = findStaleSession(effects, false);
  return session === null ? { kind: 'open' } : { kind: 'violated', violation: violationOf(key, session, session.count) };
}

function isOnly(kinds: ReadonlySet<Deed['kind']>, among: readonly Deed['kind'][]): boolean {
  return [...kinds].every((kind) => among.includes(kind));
}

/** Whether it tells something of what the key held. */
function isSight({ act: { deed } }: Effect): boolean {
  return deed.kind === 'read' || deed.kind === 'compare-and-set' || (deed.kind === 'increment' && deed.after !== null);
}

function isWhole({ act: { deed } }: Effect): boolean {
  switch (deed.kind) {
    case 'increment':
      return Number.isSafeInteger(deed.by) && (deed.after === null || Number.isSafeInteger(deed.after));
    case 'compare-and-set':
      return readWhole(deed.expected) !== null && readWhole(deed.value) !== null;
    case 'write':
    case 'append':
      return readWhole(deed.value) !== null;
    case 'read':
      return deed.value === null || readWhole(deed.value) !== null;
    default:
      return deed satisfies never;
  }
}
