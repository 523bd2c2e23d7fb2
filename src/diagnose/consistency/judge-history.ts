import type { Finding } from '../../model/finding.ts';
import type { Act, History } from '../../model/history.ts';
import { judgeKey } from './judge-key.ts';
import { splitByKey, type KeyHistory } from './key-history.ts';
import { quote } from './name.ts';
import { searchKey } from './search-key.ts';
import { searchKeys } from './search-keys.ts';
import { shrink } from './shrink.ts';
import { tellFindings, type JudgedKey } from './tell-findings.ts';
import type { KeyVerdict, Violation } from './violation.ts';

export interface JudgeOptions {
  /** How old the value may be that a read sees, in milliseconds; 0 where it must be the newest. */
  readonly maxStaleMs: (read: Act) => number;
  /** Bound of all searches together, for keys whose operations no faster rule decides; a million take a few seconds. */
  readonly mostSteps: number;
  /** Runs the load again; null where nothing does. */
  readonly replay: string | null;
}

/** Every read must see the newest value. */
export const strictly: JudgeOptions = { maxStaleMs: () => 0, mostSteps: 500_000, replay: null };

const stepsOfShrinking = 10_000;

/**
 * Whether all that users did to the keys of a service, and saw there, fits one order in which each operation took effect at one moment
 * between its call and its return (linearizability); at most one finding each of `consistency.lost-update`, `consistency.stale-read` and
 * `consistency.linearizability`, and none where no key was both changed and seen.
 *
 * What a key held before is unknown: a register one value that is written at no time, a counter any number, a list any entries that are
 * appended at no time. So values that are written must be unique, also among all loads of one service. A read tells nothing without a
 * value; a list is read as JSON. An operation without a known outcome may have taken effect at any time after its call, or never.
 */
export function judgeHistory(history: History, { maxStaleMs, mostSteps, replay }: JudgeOptions): readonly Finding[] {
  const keys = splitByKey(history.acts, maxStaleMs);
  const judged = keys.map((one) => ({ history: one, verdict: judgeKey(one) }));
  const open = judged.flatMap((one) => (one.verdict.kind === 'open' ? [one.history] : []));
  const found = searchKeys(history.dropped > 0 ? [] : open, mostSteps);
  const verdicts = judged.map(({ history: one, verdict }): JudgedKey => {
    if (verdict.kind !== 'open') return { history: one, verdict };
    return { history: one, verdict: conclude(one, found.get(one.key) ?? 'unknown', mostSteps) };
  });
  return tellFindings(history, verdicts, replay);
}

function conclude(history: KeyHistory, found: 'legal' | 'illegal' | 'unknown', mostSteps: number): KeyVerdict {
  switch (found) {
    case 'legal':
      return { kind: 'legal' };
    case 'unknown':
      return { kind: 'unknown', why: 'too many of its operations overlap' };
    case 'illegal':
      return { kind: 'violated', violation: violationOf(history, Math.min(stepsOfShrinking, mostSteps)) };
    default:
      return found satisfies never;
  }
}

const mostDrawn = 8;

function violationOf({ key, effects }: KeyHistory, mostSteps: number): Violation {
  const proof = shrink(effects, (some) => searchKey(some, mostSteps).kind === 'illegal');
  const sentence = `No order of ${proof.length} operations on ${quote(key)} explains what they were answered`;
  const notes = proof.length > mostDrawn ? [`and ${proof.length - mostDrawn} more operations`] : [];
  return { of: 'linearizability', sentence, count: 1, proof: proof.slice(0, mostDrawn), notes };
}
