import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { type Change, changeOf, noChange, type Widest, widestOf } from './change.ts';
import { isLeakMetric, leaksOf } from './leaks.ts';
import { areaOf, findingName, judgedMetric, metricName } from './name.ts';
import { isAccepted, isCompared, sizeOf } from './order.ts';
import type { Phrase } from './phrase.ts';
import { words } from './phrase.ts';
import { type Trend, trendOf } from './trend.ts';
import { value } from './value.ts';

/** The ticked box: worse, and let pass on purpose. */
export type Mark = '✅' | '❌' | '⚠️' | '☑️' | '⚪';

/** Most important first. */
export const ranks = ['broken', 'regression', 'inconclusive', 'accepted', 'changed', 'quiet'] as const;

/** Numbers a reader wants to see even when they say nothing new, beside those that have a limit; in this order. */
const telling: readonly string[] = ['p95', 'mean', 'errors', 'throughput', 'cpu-per-operation', 'rss', 'wait', 'query', 'hit'];

/** One line of the table that every format shows. */
export interface Row {
  readonly of: 'metric' | 'finding';
  readonly rank: (typeof ranks)[number];
  readonly mark: Mark;
  /** Whether it is shown even when it is quiet. */
  readonly isTelling: boolean;
  readonly what: Phrase;
  readonly before: Phrase;
  readonly now: Phrase;
  readonly change: Change;
  readonly limit: Phrase;
  /** Over the earlier runs and this one. */
  readonly trend: Trend | null;
  readonly comparison: Comparison | null;
}

/** What is known of one metric. */
interface Known {
  readonly number: { readonly value: number; readonly unit: string } | null;
  readonly comparison: Comparison | undefined;
  readonly limit: Finding | undefined;
  readonly regression: Finding | undefined;
}

interface Sortable {
  readonly row: Row;
  /** Of its finding in the verdict, which the judge has ranked. */
  readonly place: number;
  readonly size: number;
}

const standings: Readonly<Record<Finding['kind'], Pick<Row, 'rank' | 'mark'>>> = {
  broken: { rank: 'broken', mark: '❌' },
  inconclusive: { rank: 'inconclusive', mark: '⚪' },
  held: { rank: 'quiet', mark: '✅' },
};
const gravity: readonly Finding['kind'][] = ['held', 'inconclusive', 'broken'];

/** The table: a row for each metric and for each finding that is no metric's, most important first. */
export function rowsOf(run: Run, verdict: Verdict): readonly Row[] {
  const widest = widestOf(verdict.comparisons);
  const allNew = verdict.comparisons.every(({ before }) => before === null);
  const places = new Map(verdict.findings.map((finding, index) => [finding, index]));
  const placeOf = (finding: Finding | undefined): number => (finding === undefined ? undefined : places.get(finding)) ?? places.size;
  const metrics = [...knownMetrics(run, verdict)].map(([name, known]) => {
    // Beside earlier runs a number without one is new; where there are none, all are, and saying so tells nothing.
    const row = metricRow(name, allNew ? { ...known, comparison: undefined } : known, widest);
    const place = row.rank === 'quiet' ? places.size + quietPlace(name, known) : placeOf(known.limit);
    return { row, place, size: sizeOf(known.comparison) };
  });
  const leaks = leaksOf(run, verdict);
  const leaking: readonly Finding[] = leaks.kind === 'some' ? leaks.leaking : [];
  const others = verdict.findings
    .filter((finding) => judgedMetric(finding.id) === null && (finding.kind !== 'held' || finding.measured !== null))
    // What held and has a metric of its name is in its row already.
    .filter((finding) => finding.kind !== 'held' || !run.metrics.some(({ name }) => name === finding.id))
    .map((finding) => ({ row: findingRow(finding, leaking.includes(finding)), place: placeOf(finding), size: 0 }));
  return [...metrics, ...others].sort(byImportance).map((each) => each.row);
}

/** What has a limit first, then the telling numbers: always in the same order, whatever changed by how little. */
function quietPlace(name: string, { limit }: Known): number {
  const place = telling.indexOf(name);
  return (limit === undefined ? telling.length + 1 : 0) + (place < 0 ? telling.length : place);
}

function byImportance(a: Sortable, b: Sortable): number {
  return ranks.indexOf(a.row.rank) - ranks.indexOf(b.row.rank) || a.place - b.place || b.size - a.size;
}

function knownMetrics(run: Run, verdict: Verdict): ReadonlyMap<string, Known> {
  const judged = verdict.findings.map((finding) => judgedMetric(finding.id)).filter((name) => name !== null);
  const names = new Set([...run.metrics.map((metric) => metric.name), ...verdict.comparisons.map((each) => each.metric), ...judged]);
  const told = [...names].filter((name) => !isLeakMetric(name) || judged.includes(name));
  const metrics = new Map(run.metrics.map((metric) => [metric.name, metric]));
  const comparisons = new Map(verdict.comparisons.map((each) => [each.metric, each]));
  // Should two findings bear the same name, the graver one is set last and stays.
  const findings = new Map(
    verdict.findings.toSorted((a, b) => gravity.indexOf(a.kind) - gravity.indexOf(b.kind)).map((finding) => [finding.id, finding]),
  );
  return new Map(
    told.map((name) => {
      const comparison = comparisons.get(name);
      const compared = comparison === undefined ? null : { value: comparison.after, unit: comparison.unit };
      // What stands beside the base's number was measured beside it.
      const number = verdict.baseline.pairs > 0 ? (compared ?? metrics.get(name) ?? null) : (metrics.get(name) ?? compared);
      return [name, { number, comparison, limit: findings.get(`limit.${name}`), regression: findings.get(`regression.${name}`) }];
    }),
  );
}

function metricRow(name: string, known: Known, widest: Widest): Row {
  const { comparison, limit } = known;
  const judged = limit ?? known.regression;
  const own = judged === undefined || judged.measured === null ? null : { value: judged.measured, unit: judged.unit };
  // A limit per hour is judged in its own unit.
  const isOwn = own !== null && (own.unit !== known.number?.unit || (limit !== undefined && limit.kind !== 'held'));
  const number = isOwn ? own : (known.number ?? own);
  return {
    of: 'metric',
    ...standing(known),
    isTelling: limit !== undefined || telling.includes(name),
    what: metricName(name),
    before: comparison === undefined ? [] : value(comparison.before, comparison.unit),
    now: number === null ? [] : value(number.value, number.unit),
    change: comparison === undefined ? noChange : changeOf(comparison, widest),
    limit: limit === undefined ? [] : value(limit.limit, limit.unit),
    trend: comparison === undefined ? null : trendOf(comparison),
    comparison: comparison ?? null,
  };
}

function standing({ comparison, limit, regression }: Known): Pick<Row, 'rank' | 'mark'> {
  const changed = comparison !== undefined && isCompared(comparison) ? comparison.kind : 'not-comparable';
  if (limit?.kind === 'broken') return standings.broken;
  if (regression?.kind === 'broken') return { rank: 'regression', mark: '❌' };
  const isLetPass = comparison !== undefined && isAccepted(comparison);
  if (changed === 'regression' && !isLetPass) return { rank: 'regression', mark: '⚠️' };
  if (limit?.kind === 'inconclusive') return standings.inconclusive;
  if (isLetPass) return { rank: 'accepted', mark: '☑️' };
  if (changed === 'inconclusive' || regression?.kind === 'inconclusive') return { rank: 'inconclusive', mark: '⚠️' };
  if (changed === 'improvement') return { rank: 'changed', mark: '✅' };
  return { rank: 'quiet', mark: limit !== undefined || changed === 'no-change' ? '✅' : '⚪' };
}

function findingRow(finding: Finding, isLeaking: boolean): Row {
  // The slope of what does not leak is noise.
  const isNone = finding.kind === 'held' && areaOf(finding.id) === 'leak' && !isLeaking;
  const number = isNone ? words('none') : value(finding.measured, finding.unit);
  return {
    of: 'finding',
    ...(isUnseen(finding) ? { rank: 'quiet', mark: '⚪' } : standings[finding.kind]),
    isTelling: false,
    what: findingName(finding.id),
    before: [],
    now: number.length > 0 ? number : words(finding.kind === 'inconclusive' ? 'unclear' : finding.kind),
    change: noChange,
    limit: value(finding.limit, finding.unit),
    trend: null,
    comparison: null,
  };
}

/** What nobody looked at, for want of time, is told among all findings and is no news. */
function isUnseen({ kind, measured, limit }: Finding): boolean {
  return kind === 'inconclusive' && measured === null && limit === null;
}
