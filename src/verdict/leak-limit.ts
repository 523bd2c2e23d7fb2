import type { Finding } from '../model/finding.ts';
import type { Limit } from '../model/policy.ts';
import type { Run } from '../model/run.ts';
import { printBytes, printCount, printPerOperation } from '../units/print.ts';

/** What a limit on a leak counts in. */
interface Scale {
  /** Of one byte per operation. */
  readonly times: number;
  readonly per: string;
  /** Whether it says more than what was seen. */
  readonly isProjected: boolean;
  /** What is said where it cannot be judged. */
  readonly doubt: string;
}

const hourSeconds = 3_600;
/** A projection is no better than what it is made of: half the interval may be this share of the leak. */
const mostDoubt = 0.2;

/**
 * Judges a limit on what each operation, or an hour of the reference load, leaves behind for good. Where no leak was found the limit
 * can be held, by what could have been missed, and can be open, but is never broken.
 */
export function judgeLeak(run: Run, limit: Limit): Finding {
  const found = run.findings.find(({ id }) => id === 'leak.memory');
  if (found === undefined) return unknown(limit, 'leak was not measured, so its limit could not be judged.');
  const scale = scaleOf(limit.unit, found.unit, run);
  if (scale === null) return unknown(limit, `A leak in ${found.unit} cannot be told in ${limit.unit}, so its limit could not be judged.`);
  const { measured, evidence } = found;
  const [low, high] = found.interval ?? [measured ?? 0, measured ?? 0];
  const isSharp = found.interval !== undefined && low > 0 && (high - low) / 2 <= mostDoubt * (measured ?? 0);
  const isBlurred = scale.isProjected && found.kind === 'broken' && !isSharp;
  if (found.kind === 'inconclusive' || measured === null || isBlurred) return unknown(limit, `${scale.doubt}. ${stopped(found.sentence)}`);

  const told = {
    ...factsOf(limit),
    measured: measured * scale.times,
    interval: [low * scale.times, high * scale.times] as const,
    evidence: scale.isProjected ? [`${printPerOperation(measured, 'B/operation')} at ${sayRate(run)}`, ...evidence] : evidence,
  };
  const [least, most] = told.interval;
  const max = printBytes(limit.max);
  const fits = most <= limit.max;
  if (found.kind === 'held') {
    const unknowable = `${scale.doubt}. Up to ${printPerOperation(high, 'B/operation')} could leak unseen.`;
    if (!fits) return { ...unknown(limit, unknowable), evidence: [found.sentence, ...evidence] };
    const unseen = `No more than ${printBytes(Math.max(0, most))} ${scale.per} can leak unseen`;
    return { ...told, kind: 'held', sentence: `${unseen}, within the limit of ${max}.` };
  }
  const said = `The service leaks ${printBytes(told.measured)} ${scale.per}`;
  if (fits) return { ...told, kind: 'held', sentence: `${said}, within the limit of ${max}.` };
  if (least > limit.max) return { ...told, kind: 'broken', sentence: `${said}, above the limit of ${max}.` };
  const range = `it lies between ${printBytes(least)} and ${printBytes(most)}`;
  return { ...told, kind: 'inconclusive', sentence: `${said}, and the limit is ${max}, but ${range}. A longer budget tells.` };
}

/**
 * A leak that its limit allows, told as held: whoever sets a limit has said how much is too much. `limits` are the judged ones; any
 * other finding stays as it is.
 */
export function tolerate(finding: Finding, limits: readonly Finding[]): Finding {
  const own = limits.filter(({ id }) => id === 'limit.leak');
  const [first] = own;
  const isAllowed = first !== undefined && own.every(({ kind }) => kind === 'held');
  if (finding.id !== 'leak.memory' || finding.kind !== 'broken' || !isAllowed) return finding;
  const { replay: _, ...rest } = finding;
  const limit = first.unit === finding.unit ? first.limit : finding.limit;
  return { ...rest, kind: 'held', sentence: first.sentence, limit, evidence: [finding.sentence, ...finding.evidence] };
}

function scaleOf(unit: string, measuredIn: string, run: Run): Scale | null {
  const each = measuredIn.replace(/^B\//, '');
  if (unit === 'B/operation') {
    return { times: 1, per: `per ${each}`, isProjected: false, doubt: `What leaks per ${each} cannot be told` };
  }
  // How many of its clients hang up in an hour nobody knows.
  if (unit !== 'B/h' || measuredIn !== 'B/operation') return null;
  const operations = Math.max(0, ...run.endurance.flatMap(({ batches }) => batches.at(-1)?.operations ?? []));
  return {
    times: run.steady.averageRatePerSecond * hourSeconds,
    per: 'per hour of this load',
    isProjected: true,
    doubt: `A leak per hour cannot be projected from ${printCount(operations)} operations`,
  };
}

function sayRate({ steady }: Run): string {
  return `${printCount(steady.averageRatePerSecond)} operations per second`;
}

function unknown(limit: Limit, sentence: string): Finding {
  return { ...factsOf(limit), kind: 'inconclusive', sentence, measured: null, evidence: [] };
}

function factsOf({ metric, max, unit }: Limit): Pick<Finding, 'id' | 'limit' | 'unit'> {
  return { id: `limit.${metric}`, limit: max, unit };
}

/** A sentence with its full stop. */
function stopped(sentence: string): string {
  return sentence.replace(/[^.!?]$/, '$&.');
}
