import type { Count } from './count.ts';
import { countIncrements } from './count-increments.ts';
import { findCountFault, type CountFault } from './find-count-fault.ts';
import type { KeyHistory } from './key-history.ts';
import { quote } from './name.ts';
import { proveShortfall, type ShortfallProof } from './prove-shortfall.ts';
import { sayBackwards, sayLate, sayLost, sayOffStep, saySurplus, sayTwice, tellMore } from './say-count.ts';
import { findStaleCount, type StaleCount } from './session-counts.ts';
import type { KeyVerdict, Violation } from './violation.ts';

/** Judges a key that was only added to and read: exactly where all increments are by one amount, else by bounds. */
export function judgeCounter({ key, effects }: KeyHistory): KeyVerdict {
  const counted = countIncrements(effects);
  switch (counted.kind) {
    case 'unreadable':
      return { kind: 'unknown', why: counted.why };
    case 'mixed':
      return { kind: 'open' };
    case 'off-step': {
      const { first, second, step } = counted;
      const proof = [...new Set([first.effect, second.effect])];
      const sentence = sayOffStep(quote(key), first, second, step);
      return { kind: 'violated', violation: { of: 'linearizability', sentence, count: 1, proof, notes: [] } };
    }
    case 'even':
    case 'uneven': {
      const fault = findCountFault(counted.count);
      if (fault !== null) return { kind: 'violated', violation: violationOf(quote(key), fault, counted.count, counted.kind === 'even') };
      return { kind: counted.kind === 'even' ? 'legal' : 'open' };
    }
    default:
      return counted satisfies never;
  }
}

const mostBetween = 2;

function violationOf(name: string, fault: CountFault, count: Count, isEven: boolean): Violation {
  switch (fault.kind) {
    case 'lost': {
      const { first, second, between } = proveShortfall(count, fault.shortfall);
      const proof = [...new Set([first.effect, ...between.slice(0, mostBetween), second.effect])];
      const sentence = sayLost(name, fault.shortfall, count, isEven);
      const notes = [...tellMore(between.length - mostBetween), ...count.twice.slice(0, 1).map((pair) => sayTwice(name, [pair]))];
      return { of: 'lost-update', sentence, count: fault.shortfall.missing, proof, notes };
    }
    case 'late': {
      const session = findStaleCount(count);
      const { first, second, between, leastSteps } = session === null ? proveShortfall(count, fault.shortfall) : proofOf(session);
      const proof = [...new Set([first.effect, ...between.slice(0, mostBetween), second.effect])];
      const sentence = sayLate(name, second, second.shown + (leastSteps - second.steps) * count.step, count.step);
      return { of: 'stale-read', sentence, count: fault.shortfall.missing, proof, notes: tellMore(between.length - mostBetween) };
    }
    case 'twice': {
      const [pair] = fault.pairs;
      return {
        of: 'linearizability',
        sentence: sayTwice(name, fault.pairs),
        count: fault.pairs.length,
        proof: [...(pair ?? [])],
        notes: [],
      };
    }
    case 'backwards': {
      const { first, second } = fault;
      return {
        of: 'linearizability',
        sentence: sayBackwards(name, first, second),
        count: 1,
        proof: [first.effect, second.effect],
        notes: [],
      };
    }
    case 'surplus': {
      const { first, second, tooMany } = fault.surplus;
      const proof = [...new Set([first.effect, second.effect])];
      return { of: 'linearizability', sentence: saySurplus(name, fault.surplus, count, isEven), count: tooMany, proof, notes: [] };
    }
    default:
      return fault satisfies never;
  }
}

/** What a user knew itself is the plainest proof. */
function proofOf({ known, own, read, leastSteps }: StaleCount): ShortfallProof {
  return { first: known, second: read, between: own, leastSteps };
}
