import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { printDuration, printPercent } from '../units/print.ts';
import { acceptedFacts, comparisonFacts } from './comparison-facts.ts';
import { heldAgainst, quietestNoise } from './compared-facts.ts';
import { answerFindings, answersTitle, sayTried } from './consistency.ts';
import type { Fact } from './fact.ts';
import { environmentFacts, machine, totalMs } from './facts.ts';
import { inertHtml } from './html-text.ts';
import { latencyNote, latencyTable, throughputFacts } from './latency.ts';
import { judgedMetric } from './name.ts';
import { markdownNumbers } from './markdown-numbers.ts';
import { markdownProperties } from './markdown-properties.ts';
import { fenced, markdown } from './markdown-text.ts';
import { metricTable } from './metric-table.ts';
import type { NumberTable } from './numbers.ts';
import { operationTable } from './operation-table.ts';
import { brokenFindings } from './order.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, opening, read, words } from './phrase.ts';
import { propertyFindings } from './properties.ts';
import { replayText } from './replay.ts';
import { resourceFacts, resourceSummary } from './resource-facts.ts';
import { resourceTable } from './resource-table.ts';
import type { Row } from './rows.ts';
import { scalingFinding, scalingLines, scalingTable } from './scaling.ts';
import { outcomes, tried } from './tally.ts';
import { counted, rate } from './value.ts';

const mostBlocks = 5;
const mostRows = 100;
const mostFindings = 60;
const mostLines = 12;
const marks: Readonly<Record<Finding['kind'], string>> = { held: '✅', broken: '❌', inconclusive: '⚪' };

/** A titled piece of the report that can be folded away. */
export interface Section {
  readonly title: Phrase;
  readonly body: string;
}

/** What broke, a block each: the sentence, its evidence, and the command that shows it again. */
export function brokenBlocks(verdict: Verdict): readonly string[] {
  const broken = brokenFindings(verdict);
  // A broken limit stands in the table; it gets a block only where nothing smaller shows what is wrong, as an unsteady run does not.
  const telling = broken.filter((finding) => judgedMetric(finding.id) === null);
  const hasSmaller = telling.some(({ id }) => id !== 'steadiness');
  const shown = broken.filter((finding) => telling.includes(finding) || (!hasSmaller && finding.replay !== undefined));
  return shown.slice(0, mostBlocks).map((finding) =>
    [
      // The headline is the first one's sentence already.
      ...(finding === broken[0] && verdict.kind === 'fail' ? [] : [`**${markdown(titleOf(finding))}**`]),
      ...(finding.evidence.length === 0 ? [] : [fenced(finding.evidence, mostLines)]),
      ...(finding.replay === undefined ? [] : [replayBlock(finding.replay)]),
    ].join('\n'),
  );
}

/** Everything but the metrics that can be folded away, most important first. */
export function foldedSections(run: Run, verdict: Verdict): readonly Section[] {
  return [
    latency(run),
    ...properties(run, verdict),
    findings(verdict),
    ...answers(run, verdict),
    ...scaling(run, verdict),
    resources(run, verdict),
    measuring(run, verdict),
    ...output(run, verdict),
  ];
}

/** A section closed behind its title. */
export function folded({ title, body }: Section): string {
  return `<details><summary>${inertHtml(title)}</summary>\n\n${body}\n\n</details>`;
}

/** A section inside something that is folded already. */
export function open({ title, body }: Section): string {
  return `**${markdown(title)}**\n\n${body}`;
}

/** Never empty: four stars without a word between them would be a line across the page. */
function titleOf(finding: Finding): Phrase {
  const sentence = opening(read(finding.sentence));
  return sentence.length > 0 ? sentence : words('A finding without words');
}

function replayBlock(replay: string): string {
  const { kind, text } = replayText(replay);
  return kind === 'command'
    ? fenced([text], 1, 'sh', text.length)
    : `The run gives this to replay it; look at it before you run it:\n${fenced([text], 1)}`;
}

/** Every row there is, and what the rows have no room for. */
export function allMetrics(run: Run, verdict: Verdict, rows: readonly Row[]): Section {
  const left = rows.length - mostRows;
  const body = [
    metricTable(rows.slice(0, mostRows), null, true),
    left > 0 ? `… and ${counted(left, 'row')} more.` : '',
    comparisonNotes(run, verdict),
  ];
  return { title: words(`All metrics · ${counted(rows.length, 'row')}`), body: body.filter((part) => part !== '').join('\n\n') };
}

/** Who lets a worsening pass, and why; empty where nobody does. */
export function acceptances(verdict: Verdict): string {
  return list(acceptedFacts(verdict));
}

/** What the rows of the metrics have no room for; empty where there is nothing. */
export function comparisonNotes(run: Run, verdict: Verdict): string {
  return list(comparisonFacts(run, verdict));
}

function latency({ steady }: Run): Section {
  return {
    title: words(`Latency by operation · ${rate(steady.averageRatePerSecond)}, at best ${rate(steady.peakRatePerSecond)}`),
    body: [numbers(latencyTable(steady)), list(throughputFacts(steady)), latencyNote].join('\n\n'),
  };
}

/** As many rows as are looked at. */
function numbers(table: NumberTable): string {
  const left = table.rows.length - mostRows;
  const shown = markdownNumbers({ head: table.head, rows: table.rows.slice(0, mostRows) });
  return left > 0 ? `${shown}\n\n… and ${counted(left, 'row')} more.` : shown;
}

function findings(verdict: Verdict): Section {
  const all = verdict.findings
    .slice(0, mostFindings)
    .map((finding) => `- ${marks[finding.kind]} ${markdown(code(finding.id))} ${markdown(read(finding.sentence))}${evidenceOf(finding)}`);
  const left = verdict.findings.length - mostFindings;
  return {
    title: words(`All findings: ${outcomes(verdict.findings)}`),
    body: [...all, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n'),
  };
}

/** What must hold for every load: what was tried, what held, what broke. */
function properties(run: Run, verdict: Verdict): readonly Section[] {
  const body = markdownProperties(run, verdict);
  const found = propertyFindings(verdict);
  return body === '' ? [] : [{ title: words(`Properties: ${outcomes(found)}${tried(run)}`), body }];
}

/** Broken properties show their evidence above the table; the others here. */
function evidenceOf(finding: Finding): string {
  if (finding.kind === 'held' || (finding.kind === 'broken' && judgedMetric(finding.id) === null)) return '';
  return finding.evidence
    .slice(0, mostLines)
    .map((line) => markdown(code(line, 200)))
    .filter((line) => line !== '')
    .map((line) => `\n  - ${line}`)
    .join('');
}

/** Whether users were answered right; the proof of what is broken stands above the table, the others' here. */
function answers(run: Run, verdict: Verdict): readonly Section[] {
  const found = answerFindings(verdict);
  if (found.length === 0) return [];
  const done = sayTried(run);
  const told = found.map(({ id, kind, sentence, evidence }) => {
    const said = `- ${marks[kind]} ${markdown(code(id))} ${markdown(read(sentence))}`;
    return kind === 'broken' || evidence.length === 0 ? said : `${said}\n\n${fenced(evidence, mostLines)}\n`;
  });
  return [
    {
      title: words(`${answersTitle(found)}: ${outcomes(found)}`),
      body: [...(done.length === 0 ? [] : [markdown(done), '']), ...told].join('\n'),
    },
  ];
}

/** How throughput grows with users. */
function scaling(run: Run, verdict: Verdict): readonly Section[] {
  const table = scalingTable(run);
  if (table === null) return [];
  const finding = scalingFinding(verdict);
  if (finding === null) return [{ title: words('Scaling'), body: numbers(table) }];
  const lines = scalingLines(finding);
  const body = [numbers(table), ...(lines.length === 0 ? [] : [fenced(lines, mostLines)])].join('\n\n');
  return [{ title: joined([...words(`Scaling: ${marks[finding.kind]} `), ...opening(read(finding.sentence))]), body }];
}

function resources(run: Run, verdict: Verdict): Section {
  const tables = [resourceTable(run), operationTable(run)].filter((table) => table !== null).map(numbers);
  const body = [...tables, list(resourceFacts(run, verdict))].filter((part) => part !== '').join('\n\n');
  return { title: words(`Resources: ${resourceSummary(run, verdict)}`), body: body || 'The process of the service was not watched.' };
}

function measuring(run: Run, verdict: Verdict): Section {
  const noise = quietestNoise(verdict);
  const busyPercent = 100 * run.steady.generator.utilisation;
  return {
    title: joined([
      ...words('How this was measured: '),
      ...heldAgainst(run, verdict),
      ...words(' on '),
      ...machine(run),
      ...words(
        `${noise === '' ? '' : `, noise ${noise}`}, generator ${printPercent(busyPercent)} of a core, ${printDuration(totalMs(verdict))}`,
      ),
    ]),
    body: list(environmentFacts(run, verdict)),
  };
}

/** Only where something went wrong do the service's own last words help. */
function output(run: Run, verdict: Verdict): readonly Section[] {
  if (verdict.kind !== 'fail' || run.serviceOutput.length === 0) return [];
  const last = run.serviceOutput.slice(-20);
  return [{ title: words(`What the service printed last · ${counted(last.length, 'line')}`), body: fenced(last, 20) }];
}

function list(facts: readonly Fact[]): string {
  return facts.map(({ label, value }) => `- ${label}: ${markdown(value)}`).join('\n');
}
