import type { Comparison } from '../model/comparison.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { printChange } from '../units/print.ts';
import { metricName } from './name.ts';
import { brokenFindings, isAccepted, isCompared } from './order.ts';
import { joined, type Phrase, shortened, words } from './phrase.ts';
import { detectable, printUp } from './seen.ts';
import { counted } from './value.ts';

/** They tell about time or work. What is noisier than these by its nature is named beside them, or it would blur what is known. */
export const core: ReadonlySet<string> = new Set(['cpu-per-operation', 'p50', 'mean', 'throughput', 'p95']);
const mostNamed = 2;
const longestName = 40;

/** What a pass may say of the comparison, to end the first line: `, nothing got worse by 4 % or more`; without one, that there was none. */
export function nothingWorse(run: Run, verdict: Verdict): Phrase {
  const all = verdict.comparisons.filter(isCompared);
  if (all.length === 0) return words(run.base.kind === 'same' ? '; nothing changed that is measured' : '; nothing was compared');
  const worse = all.filter((each) => each.kind === 'regression' && !isAccepted(each));
  if (worse.length > 0) return words(brokenFindings(verdict).length > 0 ? '' : `, although ${counted(worse.length, 'metric')} got worse`);
  const accepted = all.filter(isAccepted);
  if (accepted.length > 0) return sayAccepted(accepted);
  const unclear = all.filter(({ kind }) => kind === 'inconclusive');
  // What numbers of users that were visited shortly say of the same load is coarser by its nature, and would blur what is known.
  const clear = all.filter(({ kind, metric }) => kind !== 'inconclusive' && !metric.startsWith('scaling-'));
  if (clear.length === 0) return joined([...words('; whether '), ...names(unclear), ...words(' got worse cannot be told')]);
  const left = verdict.comparisons.length - all.length;
  const open = unclear.length === 0 ? [] : joined([...names(unclear), ...words(' cannot be told')]);
  const alone = words(left === 0 ? '' : `${left} of ${counted(verdict.comparisons.length, 'metric')} not compared`);
  return joined([...words(', nothing got '), ...worseBy(clear, [open, alone])]);
}

/** `worse by 4 % or more (p99: 12 %, errors: 0.5 points)`, and in the same brackets what else there is to say. */
function worseBy(clear: readonly Comparison[], asides: readonly Phrase[]): Phrase {
  if (detectable(clear) === null) return joined([...words('measurably worse'), ...bracketed(asides)]);
  const percent = clear.filter(({ changeIn }) => changeIn === 'percent');
  const points = clear.filter(({ changeIn }) => changeIn === 'points');
  const most = detectable(percent.filter(({ metric }) => core.has(metric))) ?? detectable(percent);
  if (most === null) return joined([...words(`worse by ${printUp(detectable(points) ?? 0, 'points')} or more`), ...bracketed(asides)]);
  const noisier = percent.filter(({ smallestDetectablePercent: seen }) => Math.ceil(seen ?? 0) > Math.ceil(most));
  const isLong = noisier.length > mostNamed;
  const limit = isLong ? (detectable(percent) ?? most) : most;
  const shares = points.length > mostNamed ? [sayShares(points)] : points.map(sayOne);
  const beside = [...(isLong ? [] : noisier.map(sayOne)), ...shares, ...asides];
  return joined([...words(`worse by ${printUp(limit, 'percent')} or more`), ...bracketed(beside)]);
}

function bracketed(phrases: readonly Phrase[]): Phrase {
  const said = phrases.filter((phrase) => phrase.length > 0);
  if (said.length === 0) return [];
  return joined([...words(' ('), ...said.flatMap((phrase, index) => [...words(index === 0 ? '' : ', '), ...phrase]), ...words(')')]);
}

function sayOne({ metric, smallestDetectablePercent: seen, changeIn }: Comparison): Phrase {
  return joined([...nameOf(metric), ...words(`: ${printUp(seen ?? 0, changeIn)}`)]);
}

function sayShares(points: readonly Comparison[]): Phrase {
  return words(`${counted(points.length, 'share')}: ${printUp(detectable(points) ?? 0, 'points')}`);
}

function sayAccepted(accepted: readonly Comparison[]): Phrase {
  const [one] = accepted;
  const size = one?.changePercent ?? Number.NaN;
  const by = accepted.length === 1 && one !== undefined && Number.isFinite(size) ? ` by ${printChange(Math.abs(size), one.changeIn)}` : '';
  return joined([...words(', although '), ...names(accepted), ...words(` got worse${by}, which was accepted`)]);
}

function names(some: readonly Comparison[]): Phrase {
  if (some.length > mostNamed) return words(counted(some.length, 'metric'));
  return joined(some.flatMap(({ metric }, index) => [...words(index === 0 ? '' : ' and '), ...nameOf(metric)]));
}

function nameOf(metric: string): Phrase {
  return shortened(metricName(metric), longestName);
}
