import type { Finding } from '../../model/finding.ts';
import type { History } from '../../model/history.ts';
import { printCount } from '../../units/print.ts';
import type { KeyHistory } from './key-history.ts';
import { quote } from './name.ts';
import { drawTimeline } from './timeline.ts';
import { sayHeld } from './say-held.ts';
import type { KeyVerdict, Violation } from './violation.ts';

export interface JudgedKey {
  readonly history: KeyHistory;
  readonly verdict: KeyVerdict;
}

/** The gravest first: what it tells of a key is not told again. */
const kinds: readonly Violation['of'][] = ['lost-update', 'stale-read', 'linearizability'];
const othersShown = 5;
const none = { measured: null, limit: null, unit: 'count' } as const;

/** What was found in all keys together, the worst key first. Of a history with gaps nothing can be said. */
export function tellFindings(history: History, keys: readonly JudgedKey[], replay: string | null): readonly Finding[] {
  const judged = keys.filter(({ verdict }) => verdict.kind !== 'idle');
  if (judged.length === 0) return [];
  if (history.dropped > 0) {
    const sentence = `Whether what was read fits one order cannot be told: ${printCount(history.dropped)} operations were too many to keep`;
    return [{ ...none, id: 'consistency.linearizability', kind: 'inconclusive', sentence, evidence: [] }];
  }
  return kinds.flatMap((of) => {
    const violated = judged.flatMap(({ history: { key }, verdict }) =>
      verdict.kind === 'violated' && verdict.violation.of === of ? [{ key, violation: verdict.violation }] : [],
    );
    const finding = violated.length > 0 ? tellViolations(history, of, violated, judged, replay) : tellNone(of, judged);
    return finding === null ? [] : [finding];
  });
}

interface Violated {
  readonly key: string;
  readonly violation: Violation;
}

function tellViolations(
  history: History,
  of: Violation['of'],
  violated: readonly Violated[],
  judged: readonly JudgedKey[],
  replay: string | null,
): Finding {
  const [worst, ...others] = violated.toSorted((a, b) => b.violation.count - a.violation.count);
  const { sentence, proof, notes } = worst?.violation ?? { sentence: '', proof: [], notes: [] };
  const acts = proof.map(({ act }) => act);
  const evidence = [
    sayShrunk(history, proof.length, new Set(acts.map(({ user }) => user)).size),
    ...drawTimeline(acts),
    ...notes,
    ...others.slice(0, othersShown).map(({ violation }) => `also: ${violation.sentence}`),
    ...(others.length > othersShown ? [`and ${printCount(others.length - othersShown)} more keys`] : []),
    ...tellUnknown(judged),
  ];
  const more = others.length === 0 ? '' : `; ${printCount(others.length)} more ${others.length === 1 ? 'key is' : 'keys are'} wrong too`;
  const measured = violated.reduce((sum, { violation }) => sum + violation.count, 0);
  const finding = { id: `consistency.${of}`, sentence: `${sentence}${more}`, measured, limit: 0, unit: 'count', evidence };
  return { ...finding, kind: 'broken', ...(replay === null ? {} : { replay }) };
}

/** `3 of 12 000 operations prove it, by 2 of 20 users on 1 of 100 keys; in ms since the first of them:`. */
function sayShrunk({ acts }: History, operations: number, users: number): string {
  const allUsers = new Set(acts.map(({ user }) => user)).size;
  const allKeys = new Set(acts.map(({ key }) => key)).size;
  const by = `by ${printCount(users)} of ${printCount(allUsers)} users on 1 of ${printCount(allKeys)} keys`;
  return `${printCount(operations)} of ${printCount(acts.length)} operations prove it, ${by}; in ms since the first of them:`;
}

function tellNone(of: Violation['of'], judged: readonly JudgedKey[]): Finding | null {
  const id = `consistency.${of}`;
  const unknown = judged.filter(({ verdict }) => verdict.kind === 'unknown');
  const legal = judged.filter(({ verdict }) => verdict.kind === 'legal').map(({ history }) => history);
  if (of === 'linearizability' && unknown.length > 0) {
    const rest = legal.length === 0 ? '' : `; ${printCount(legal.length)} other ${legal.length === 1 ? 'key is' : 'keys are'} right`;
    const keys = unknown.length === 1 ? '1 key' : `${printCount(unknown.length)} keys`;
    const sentence = `Whether what was read of ${keys} fits one order cannot be told${rest}`;
    return { ...none, id, kind: 'inconclusive', sentence, evidence: tellUnknown(judged) };
  }
  const said = sayHeld(of, legal);
  if (said === null) return null;
  const elsewhere = kinds.flatMap((kind) => {
    const count = judged.filter(({ verdict }) => verdict.kind === 'violated' && verdict.violation.of === kind).length;
    return count === 0 ? [] : [`consistency.${kind} tells of ${count === 1 ? '1 other key' : `${printCount(count)} other keys`}`];
  });
  return { ...none, id, kind: 'held', sentence: [said, ...elsewhere].join('; '), measured: 0, limit: 0, evidence: [] };
}

function tellUnknown(judged: readonly JudgedKey[]): readonly string[] {
  const unknown = judged.flatMap(({ history: { key }, verdict }) => (verdict.kind === 'unknown' ? [`${quote(key)}: ${verdict.why}`] : []));
  if (unknown.length === 0) return [];
  const more = unknown.length > othersShown ? [`and ${printCount(unknown.length - othersShown)} more keys`] : [];
  return ['not decided:', ...unknown.slice(0, othersShown), ...more];
}
