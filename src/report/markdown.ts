import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { acceptHint } from './accept-hint.ts';
import { advise } from './advice.ts';
import { fit, fits, type Room } from './fit.ts';
import { folded as foldedRows, isLoud, isLoudOrTelling } from './fold.ts';
import { headlinePhrase } from './headline.ts';
import { escapeHtml } from './escape.ts';
import { inertHtml } from './html-text.ts';
import { cap } from './line.ts';
import { acceptances, allMetrics, brokenBlocks, comparisonNotes, folded, foldedSections, open } from './markdown-sections.ts';
import { markdown } from './markdown-text.ts';
import { metricTable } from './metric-table.ts';
import { code, read, words } from './phrase.ts';
import { rowsOf, type Row } from './rows.ts';
import { inBrief } from './tally.ts';

export interface MarkdownOptions {
  /** Most UTF-16 units: what a comment is counted in. */
  readonly maxChars: number;
  /** Most bytes in UTF-8: what a check's summary is counted in. */
  readonly maxBytes?: number;
  /** Where the whole report is: an https address or a few words; empty when nowhere. */
  readonly where: string;
}

const mostRows = 10;
const mostQuietRows = 20;

/** The report in GitHub's Markdown: the verdict, what broke, the table, and the rest folded away; cut by whole sections where room is short. */
export function tellMarkdown(run: Run, verdict: Verdict, options: MarkdownOptions): string {
  const room: Room = { maxChars: options.maxChars, maxBytes: options.maxBytes ?? Number.POSITIVE_INFINITY };
  const title = `### ${markdown(headlinePhrase(run, verdict))}`;
  const rows = rowsOf(run, verdict);
  const [sections, compose] = isEventful(verdict, rows) ? eventful(run, verdict, rows) : quiet(run, verdict, rows);
  const whole = (kept: readonly string[], left: number): string =>
    `${joinParts(title, compose(kept), cut(left, options.where), footer(run, verdict, options.where))}\n`;
  return fit(sections, whole, room) ?? bare(title, verdict, room);
}

type Composed = readonly [sections: readonly string[], compose: (kept: readonly string[]) => string];

function isEventful(verdict: Verdict, rows: readonly Row[]): boolean {
  return verdict.kind === 'fail' || rows.some((row) => row.rank === 'broken' || row.rank === 'regression');
}

function eventful(run: Run, verdict: Verdict, rows: readonly Row[]): Composed {
  const { shown, rest } = foldedRows(rows, mostRows, isLoud);
  const folds = [allMetrics(run, verdict, rows), ...foldedSections(run, verdict)].map(folded);
  const table = joinParts(metricTable(shown, rest, false), acceptances(verdict));
  return [advised(verdict, run, [...brokenBlocks(verdict), table, ...folds]), (kept) => joinParts(...kept)];
}

/** Nothing to act upon: one line and a fold, in which the few numbers that matter come first and all of them last. */
function quiet(run: Run, verdict: Verdict, rows: readonly Row[]): Composed {
  const { shown, rest } = foldedRows(rows, mostQuietRows, isLoudOrTelling);
  const all = rest === null ? [] : [allMetrics(run, verdict, rows)];
  const table = joinParts(metricTable(shown, rest, true), acceptances(verdict), rest === null ? comparisonNotes(run, verdict) : '');
  const sections = [table, ...[...foldedSections(run, verdict), ...all].map(open)];
  const advice = advised(verdict, run, []).join('\n');
  return [
    sections,
    (kept) => joinParts(advice, kept.length === 0 ? '' : folded({ title: words(inBrief(run, verdict)), body: joinParts(...kept) })),
  ];
}

function joinParts(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What to do when it cannot be told. */
function advised(verdict: Verdict, run: Run, sections: readonly string[]): readonly string[] {
  return verdict.kind === 'inconclusive' ? [advise(run, verdict), ...sections] : sections;
}

function cut(left: number, where: string): string {
  if (left === 0) return '';
  const whole = where === '' ? '`plimsoll run --out DIR` writes the whole report.' : `The whole: ${pointer(where)}.`;
  return `_${left} ${left === 1 ? 'section was' : 'sections were'} left out for want of room._ ${whole}`;
}

function footer(run: Run, verdict: Verdict, where: string): string {
  const hint = acceptHint(run, verdict);
  const parts = [
    `Suite ${inertHtml(code(run.suite))}`,
    ...(where === '' ? [] : [isAddress(where) ? pointer(where) : `full report: ${pointer(where)}`]),
    ...(hint === null ? [] : [`accept on purpose: ${inertHtml(code(hint, 200))} in a commit message`]),
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}

function pointer(where: string): string {
  return isAddress(where) ? `<a href="${escapeHtml(where)}">full report</a>` : inertHtml(read(where, 200));
}

function isAddress(where: string): boolean {
  return /^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w./%#~+:@=-]*)?$/.test(where) && where.length <= 1_000;
}

/** The last resort, the most telling that fits. */
function bare(title: string, verdict: Verdict, room: Room): string {
  const short = `### Plimsoll: ${verdict.kind}`;
  return (
    [`${title}\n`, `${short}\n`].find((text) => fits(text, room)) ?? cap(short, Math.min(room.maxChars, Math.max(0, room.maxBytes - 2)))
  );
}
