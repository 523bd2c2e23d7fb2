import type { Comparison } from '../model/comparison.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Fact } from './fact.ts';
import { day } from './moment.ts';
import { metricName } from './name.ts';
import { isAccepted } from './order.ts';
import { pairedWith } from './paired-with.ts';
import { code, joined, type Phrase, read, words } from './phrase.ts';
import { counted, signedChange } from './value.ts';

const mostFacts = 12;
const mostNamed = 6;

/** Who lets which worsening pass, and why. */
export function acceptedFacts({ comparisons }: Verdict): readonly Fact[] {
  return comparisons
    .filter(isAccepted)
    .slice(0, mostFacts)
    .map(({ metric, accepted, changePercent, changeIn }) => ({
      label: 'Accepted',
      value: joined([...metricName(metric), ...words(sayChange(changePercent, changeIn)), ...words(': '), ...read(accepted ?? '', 200)]),
    }));
}

/** What a table's row has no room for: lasting shifts, and why something was not compared. */
export function comparisonFacts(run: Run, verdict: Verdict): readonly Fact[] {
  return [...shifts(verdict.comparisons), ...notCompared(verdict.comparisons), ...gone(run, verdict)];
}

function shifts(comparisons: readonly Comparison[]): readonly Fact[] {
  return comparisons
    .flatMap(({ metric, changeIn, shift }) =>
      shift === null || !Number.isFinite(shift.changePercent) ? [] : [{ metric, changeIn, shift }],
    )
    .slice(0, mostFacts)
    .map(({ metric, changeIn, shift: { commit, createdAt, runsAgo, changePercent } }) => ({
      label: 'Level',
      value: joined([
        ...metricName(metric),
        ...words(` ${signedChange(changePercent, changeIn)} since `),
        ...(commit === '' ? words('the run of ') : [...code(commit.slice(0, 7)), ...words(' (')]),
        ...day(createdAt),
        ...words(`${commit === '' ? '' : ')'}, ${counted(runsAgo, 'run')} ago`),
      ]),
    }));
}

/** One line for each reason. Where there is nothing to compare with at all, one sentence says so elsewhere. */
function notCompared(comparisons: readonly Comparison[]): readonly Fact[] {
  const without = comparisons.filter(({ kind }) => kind === 'not-comparable');
  if (without.length === comparisons.length) return [];
  const byReason = new Map<string, Comparison[]>();
  for (const each of without) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each]);
  return [...byReason].slice(0, mostFacts).map(([reason, some]) => ({
    label: 'Not compared',
    value: joined([...named(some.map(({ metric }) => metric)), ...words(': '), ...read(reason, 200)]),
  }));
}

/** What the base has and this version has not: it has no row, and must not vanish in silence. */
function gone(run: Run, verdict: Verdict): readonly Fact[] {
  const tests = (pairedWith(run, verdict)?.pairs ?? []).filter(({ kind }) => kind === 'test');
  const [before, after] = [tests.map((pair) => pair.base), tests.map((pair) => pair.head)].map(
    (sides) => new Set(sides.flatMap((metrics) => metrics.map(({ name }) => name))),
  );
  const lost = [...(before ?? [])].filter((name) => after?.has(name) !== true);
  return lost.length === 0 ? [] : [{ label: 'Not compared', value: joined([...named(lost), ...words(': measured at the base only')]) }];
}

function named(metrics: readonly string[]): Phrase {
  const shown = metrics.slice(0, mostNamed).flatMap((name, index) => [...words(index === 0 ? '' : ', '), ...metricName(name)]);
  return joined([...shown, ...words(metrics.length > mostNamed ? ` and ${metrics.length - mostNamed} more` : '')]);
}

function sayChange(change: number | null, changeIn: Comparison['changeIn']): string {
  return change === null || !Number.isFinite(change) ? '' : ` (${signedChange(change, changeIn)})`;
}
