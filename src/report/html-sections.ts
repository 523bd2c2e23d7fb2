import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import { printDuration } from '../units/print.ts';
import type { Fact } from './fact.ts';
import { escapeHtml } from './escape.ts';
import { head, table } from './html-table.ts';
import { html } from './html-text.ts';
import { laidOut } from './line.ts';
import { code, opening, read } from './phrase.ts';
import { replayText } from './replay.ts';
import { changeRange, value } from './value.ts';

const mostLines = 200;
const mostFindings = 500;
const mostPhases = 50;
const outcome: Readonly<Record<Finding['kind'], string>> = { held: '✅ held', broken: '❌ broken', inconclusive: '⚪ unclear' };

/** Each finding with its evidence and replay command. */
export function htmlFindings(findings: readonly Finding[]): string {
  const left = findings.length - mostFindings;
  return [
    ...findings.slice(0, mostFindings).map(article),
    ...(left > 0 ? [`<p class="soft">… and ${left} more in verdict.json.</p>`] : []),
  ].join('\n');
}

function article(finding: Finding): string {
  const measured = value(finding.measured, finding.unit);
  const interval = finding.interval === undefined || finding.unit !== '%' ? '' : ` (${changeRange(finding.interval, 'percent')})`;
  const limit = value(finding.limit, finding.unit);
  const facts = [
    ...(measured.length === 0 ? [] : [`measured ${html(measured)}${escapeHtml(interval)}`]),
    ...(limit.length === 0 ? [] : [`limit ${html(limit)}`]),
  ];
  return [
    `<article class="${finding.kind}"><h3>${outcome[finding.kind]} · ${html(code(finding.id))}</h3>`,
    `<p>${html(opening(read(finding.sentence, 1_000)))}</p>`,
    facts.length === 0 ? '' : `<p class="soft">${facts.join(' · ')}</p>`,
    block(finding.evidence),
    finding.kind === 'broken' && finding.replay !== undefined ? replay(finding.replay) : '',
    '</article>',
  ].join('');
}

function replay(command: string): string {
  const { kind, text } = replayText(command);
  const note = kind === 'command' ? 'Replay it:' : 'The run gives this to replay it; look at it before you run it:';
  return `<p class="soft">${note}</p><pre>${escapeHtml(text)}</pre>`;
}

/** Foreign lines as they are, shortened. */
export function block(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(-mostLines).map((line) => escapeHtml(laidOut(line, 500)));
  return `<pre>${lines.length > mostLines ? `… ${lines.length - mostLines} earlier lines\n` : ''}${shown.join('\n')}</pre>`;
}

/** Labelled lines. */
export function htmlFacts(facts: readonly Fact[]): string {
  return `<dl>${facts.map(({ label, value: text }) => `<dt>${escapeHtml(label)}</dt><dd>${html(text)}</dd>`).join('')}</dl>`;
}

/** The phases in their order, with what each cost. */
export function htmlPhases(run: Run): string {
  return table(
    'Phases in their order',
    [head('phase'), head('cost', 'number'), head('what it did')],
    run.phases.slice(0, mostPhases).map(({ name, durationMs, summary }) => {
      const cost = `<td class="number">${escapeHtml(printDuration(durationMs))}</td>`;
      return `<tr><th scope="row">${html(read(name, 40))}</th>${cost}<td>${html(read(summary))}</td></tr>`;
    }),
  );
}
