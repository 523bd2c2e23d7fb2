import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Verdict, VerdictKind } from '../model/verdict.ts';
import { printChange } from '../units/print.ts';
import { sayLoad } from '../units/say-load.ts';
import { judgedMetric, metricName } from './name.ts';
import { nothingWorse } from './nothing-worse.ts';
import { brokenFindings, sizeOf } from './order.ts';
import type { Phrase } from './phrase.ts';
import { clause, joined, opening, plain, read, shortened, words } from './phrase.ts';
import { counted, value } from './value.ts';

const marks: Readonly<Record<VerdictKind, string>> = { pass: '✅', fail: '❌', inconclusive: '⚪', 'not-comparable': '⚪' };
/** A leak with its age is as long; a check's title has room for 255. */
const longestClause = 220;

/** The report's first line: the verdict in words, as plain text. */
export function headline(run: Run, verdict: Verdict): string {
  return plain(headlinePhrase(run, verdict));
}

/** The same with its names set as code. */
export function headlinePhrase(run: Run, verdict: Verdict): Phrase {
  return joined([...words(`${marks[verdict.kind]} Plimsoll: `), ...body(run, verdict)]);
}

function body(run: Run, verdict: Verdict): Phrase {
  switch (verdict.kind) {
    case 'pass':
      return joined([...carrying(run, verdict), ...nothingWorse(run, verdict)]);
    case 'fail':
      return broken(run, verdict);
    case 'inconclusive':
      return joined([
        ...words('cannot tell. '),
        ...opening(told(verdict.reason.replace(/^\W{0,4}(?:cannot tell|inconclusive)\W{1,3}/iu, ''))),
      ]);
    case 'not-comparable':
      return joined([...carrying(run, verdict), ...words('; nothing to compare with yet: '), ...whyNothing(verdict)]);
    default:
      return verdict.kind satisfies never;
  }
}

/** What the service carries; when something broke that policy lets pass, that instead. */
function carrying(run: Run, verdict: Verdict): Phrase {
  if (brokenFindings(verdict).length > 0) return joined([...words('passes by policy, although '), ...broken(run, verdict)]);
  const p95 = verdict.findings.find((finding) => finding.id === 'limit.p95' && finding.kind === 'held');
  const measured = value(p95?.measured ?? run.steady.total.responseMs.p95, 'ms');
  const limit = value(p95?.limit ?? null, p95?.unit ?? 'ms');
  return joined([
    ...words(`carries ${sayLoad(run.steady.scenario)}`),
    ...(measured.length === 0
      ? []
      : [...words(' (p95 '), ...measured, ...(limit.length === 0 ? [] : [...words(' of '), ...limit]), ...words(')')]),
  ]);
}

function whyNothing({ baseline }: Verdict): Phrase {
  return baseline.runs > 0 ? words(`only ${counted(baseline.runs, 'earlier run')} so far`) : clause(told(firstSentence(baseline.sentence)));
}

/** What else is to be said of it stands below. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+\p{Lu})/su.exec(text)?.[0] ?? text;
}

/** What broke: the most important finding, and the largest regression beside it. */
function broken(run: Run, verdict: Verdict): Phrase {
  const all = brokenFindings(verdict);
  const main = all[0];
  if (main === undefined) return clause(told(verdict.reason));
  const beside = all
    .filter((finding) => finding !== main && finding.id.startsWith('regression.') && !main.id.startsWith('regression.'))
    .sort((a, b) => sizeOf(comparisonOf(b, verdict)) - sizeOf(comparisonOf(a, verdict)))[0];
  const more = all.length - (beside === undefined ? 1 : 2);
  return joined([
    ...statement(main, run, verdict),
    ...(beside === undefined ? [] : [...words(', and '), ...statement(beside, run, verdict)]),
    ...words(more > 0 ? ` (and ${more} more)` : ''),
  ]);
}

function statement(finding: Finding, run: Run, verdict: Verdict): Phrase {
  const metric = judgedMetric(finding.id);
  const measured = value(finding.measured, finding.unit);
  const limit = value(finding.limit, finding.unit);
  if (metric !== null && finding.id.startsWith('limit.') && finding.unit !== '%' && measured.length > 0 && limit.length > 0) {
    return joined([
      ...metricName(metric),
      ...words(' is '),
      ...measured,
      ...words(' of '),
      ...limit,
      ...words(` at ${sayLoad(run.steady.scenario)}`),
    ]);
  }
  const comparison = comparisonOf(finding, verdict);
  const change = comparison?.changePercent ?? Number.NaN;
  if (metric !== null && comparison !== undefined && finding.id.startsWith('regression.') && Number.isFinite(change)) {
    return joined([...metricName(metric), ...words(` got worse by ${printChange(Math.abs(change), comparison.changeIn)}`)]);
  }
  return clause(told(finding.sentence));
}

function comparisonOf(finding: Finding, verdict: Verdict): Verdict['comparisons'][number] | undefined {
  const metric = judgedMetric(finding.id);
  return verdict.comparisons.find((each) => each.metric === metric);
}

function told(sentence: string): Phrase {
  return shortened(read(sentence), longestClause);
}
