import type { Run } from '../model/run.ts';
import type { Verdict, VerdictKind } from '../model/verdict.ts';
import { acceptedFacts, comparisonFacts } from './comparison-facts.ts';
import { answerFindings, isOfAnswers } from './consistency.ts';
import type { Fact } from './fact.ts';
import { environmentFacts } from './facts.ts';
import { folded, isLoudOrTelling } from './fold.ts';
import { headline } from './headline.ts';
import { latencyColumns, latencyTable, throughputFacts } from './latency.ts';
import { laidOut, oneLine } from './line.ts';
import { areaOf, judgedMetric } from './name.ts';
import type { NumberTable } from './numbers.ts';
import { operationTable } from './operation-table.ts';
import { type BrokenFinding, brokenFindings } from './order.ts';
import { type Colour, type Paint, painter } from './paint.ts';
import { opening, plain, read } from './phrase.ts';
import { replayText } from './replay.ts';
import { resourceFacts } from './resource-facts.ts';
import { resourceTable } from './resource-table.ts';
import { type Row, rowsOf } from './rows.ts';
import { scalingFinding, scalingLines, scalingTable } from './scaling.ts';
import { outcomes, tried } from './tally.ts';
import { terminalNumbers } from './terminal-numbers.ts';
import { terminalProperties } from './terminal-properties.ts';
import { terminalTable } from './terminal-table.ts';
import { fitColumns, pad, wrap } from './width.ts';

export interface TerminalOptions {
  readonly colour: boolean;
}

const width = 100;
const mostRows = 20;
const mostLines = 12;
const labelColumns = 15;
/** Of a number that stands alone. */
const mostColumns = 11;
const colours: Readonly<Record<VerdictKind, Colour>> = { pass: 'green', fail: 'red', inconclusive: 'yellow', 'not-comparable': 'yellow' };

/** The report for a terminal, readable in 100 columns; a replay command alone may be longer, because it is there to be copied. */
export function tellTerminal(run: Run, verdict: Verdict, options: TerminalOptions): string {
  const paint = painter(options.colour);
  const title = wrap(headline(run, verdict), width).map((line) => paint(colours[verdict.kind], paint('bold', line)));
  const blocks = [
    title,
    ...brokenFindings(verdict)
      .filter(isTold)
      .map((finding) => tellBroken(finding, paint)),
    [
      ...tellRows(rowsOf(run, verdict), paint),
      ...[...acceptedFacts(verdict), ...comparisonFacts(run, verdict)].flatMap((fact) => tellFact(fact, paint)),
    ],
    [
      ...terminalNumbers(latencyTable(run.steady), latencyColumns, width, paint),
      ...throughputFacts(run.steady).flatMap((fact) => tellFact(fact, paint)),
    ],
    tellFacts('findings', `${outcomes(verdict.findings)}${tried(run)}`, paint),
    terminalProperties(run, verdict, width, paint),
    tellAnswers(verdict, paint),
    tellScaling(run, verdict, paint),
    tellNumbers(resourceTable(run), paint),
    tellNumbers(operationTable(run), paint),
    resourceFacts(run, verdict).flatMap((fact) => tellFact(fact, paint)),
    environmentFacts(run, verdict).flatMap((fact) => tellFact(fact, paint)),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function tellRows(rows: readonly Row[], paint: Paint): readonly string[] {
  const { shown, rest } = folded(rows, mostRows, isLoudOrTelling);
  const last = rest === null ? [] : [fitColumns(`${rest.mark} ${rest.what}: ${rest.change}`, width)];
  return [...(shown.length === 0 ? [] : terminalTable(shown, width, paint)), ...last];
}

function tellNumbers(table: NumberTable | null, paint: Paint): readonly string[] {
  return table === null ? [] : terminalNumbers(table, () => mostColumns, width, paint);
}

/** A limit or regression that the table tells whole needs no block of its own. */
function isTold(finding: BrokenFinding): boolean {
  return finding.replay !== undefined || finding.evidence.length > 0 || judgedMetric(finding.id) === null;
}

function tellBroken(finding: BrokenFinding, paint: Paint): readonly string[] {
  const [first = '', ...others] = wrap(`${plain(opening(read(finding.sentence)))} (${oneLine(finding.id, 60)})`, width - 4);
  const shape = isOfAnswers(finding) ? laidOut : oneLine;
  const evidence = finding.evidence
    .slice(0, mostLines)
    .flatMap((line) => wrap(shape(line, 300), width - 8).map((part, at) => `${at === 0 ? '      ' : '        '}${part}`));
  const left = finding.evidence.length - mostLines;
  return [
    `  ${paint('red', '✗')} ${paint('bold', first)}`,
    ...others.map((line) => `    ${paint('bold', line)}`),
    ...evidence.map((line) => paint('dim', line)),
    ...(left > 0 ? [`      … ${left} more lines`] : []),
    ...(finding.replay === undefined ? [] : tellReplay(finding.replay, paint)),
  ];
}

/** What broke stands above, with its proof. */
function tellAnswers(verdict: Verdict, paint: Paint): readonly string[] {
  const marks = { held: '✅', inconclusive: '⚪' } as const;
  return answerFindings(verdict).flatMap((finding) =>
    finding.kind === 'broken'
      ? []
      : tellFacts(areaOf(finding.id), `${marks[finding.kind]} ${plain(opening(read(finding.sentence)))}`, paint),
  );
}

function tellScaling(run: Run, verdict: Verdict, paint: Paint): readonly string[] {
  const finding = scalingFinding(verdict);
  const table = tellNumbers(scalingTable(run), paint);
  if (finding === null || finding.kind === 'broken' || table.length === 0) return table;
  const lines = scalingLines(finding).slice(0, mostLines);
  return [
    ...table,
    ...tellFacts('scaling', plain(opening(read(finding.sentence))), paint),
    ...lines.flatMap((line) => tellFacts('', oneLine(line, 300), paint)),
  ];
}

function tellReplay(replay: string, paint: Paint): readonly string[] {
  const { kind, text } = replayText(replay);
  if (kind === 'command') return [`    ${paint('cyan', text)}`];
  const before = '    The run gives this to replay it; look at it before you run it:';
  // What is to be copied stays in one piece; nobody copies what is no replay.
  return text.startsWith('npx plimsoll replay ')
    ? [before, `      ${text}`]
    : [before, ...wrap(text, width - 6).map((line) => `      ${line}`)];
}

function tellFact({ label, value }: Fact, paint: Paint): readonly string[] {
  return tellFacts(label.toLowerCase(), plain(value), paint);
}

function tellFacts(label: string, text: string, paint: Paint): readonly string[] {
  return wrap(text, width - labelColumns - 2).map((line, index) => `  ${paint('dim', pad(index === 0 ? label : '', labelColumns))}${line}`);
}
