import type { Observation } from '../model/observation.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { acceptedFacts, comparisonFacts } from './comparison-facts.ts';
import { answerFindings, answersTitle, sayTried } from './consistency.ts';
import { environmentFacts } from './facts.ts';
import { headline, headlinePhrase } from './headline.ts';
import { seriesCharts } from './html-chart.ts';
import { htmlProperties } from './html-properties.ts';
import { block, htmlFacts, htmlFindings, htmlPhases } from './html-sections.ts';
import { style } from './html-style.ts';
import { htmlNumbers, htmlTable } from './html-table.ts';
import { escapeHtml } from './escape.ts';
import { html } from './html-text.ts';
import { latencyNote, latencyTable, throughputFacts } from './latency.ts';
import { operationTable } from './operation-table.ts';
import { brokenFindings } from './order.ts';
import { moment } from './moment.ts';
import { read } from './phrase.ts';
import { resourceFacts } from './resource-facts.ts';
import { resourceTable } from './resource-table.ts';
import { rowsOf } from './rows.ts';
import { scalingFinding, scalingLines, scalingTable } from './scaling.ts';
import { inBrief, outcomes } from './tally.ts';

/** Nothing is loaded and nothing runs, whatever a service has put into its answers. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The whole report as one page that needs no network and runs no script. */
export function tellHtml(run: Run, verdict: Verdict): string {
  const broken = brokenFindings(verdict);
  const others = verdict.findings.filter((finding) => !broken.some((one) => one === finding));
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(headline(run, verdict))}</title>`,
    `<style>${style}</style></head><body>`,
    `<header class="${verdict.kind}"><h1>${html(headlinePhrase(run, verdict))}</h1>`,
    `<p class="soft">${html(read(verdict.reason))}</p>`,
    `<p class="soft">Suite ${html(read(run.suite, 100))} · ${html(moment(run.createdAt))} · ${escapeHtml(inBrief(run, verdict))}</p></header>`,
    '<main>',
    section('What broke', htmlFindings(broken)),
    section('Metrics and limits', metrics(run, verdict)),
    section('Latency by operation', latency(run.steady)),
    section('Over the measured time', seriesCharts(run.steady.windows)),
    section(broken.length === 0 ? 'Findings' : 'Other findings', htmlFindings(others)),
    section('Properties', htmlProperties(run, verdict)),
    section(answersTitle(answerFindings(verdict)), answers(run, verdict)),
    section('Scaling', scaling(run, verdict)),
    section('Resources', resources(run, verdict)),
    section('Phases', htmlPhases(run)),
    section('How this was measured', htmlFacts(environmentFacts(run, verdict))),
    section('What the service printed last', block(run.serviceOutput)),
    '</main></body></html>',
    '',
  ].join('\n');
}

function metrics(run: Run, verdict: Verdict): string {
  const facts = [...acceptedFacts(verdict), ...comparisonFacts(run, verdict)];
  return [htmlTable(rowsOf(run, verdict)), ...(facts.length === 0 ? [] : [htmlFacts(facts)])].join('\n');
}

function latency(steady: Observation): string {
  const note = `<p class="soft">${escapeHtml(latencyNote)}</p>`;
  return [note, htmlNumbers('Response times', latencyTable(steady)), htmlFacts(throughputFacts(steady))].join('\n');
}

function resources(run: Run, verdict: Verdict): string {
  const phases = resourceTable(run);
  const operations = operationTable(run);
  const facts = resourceFacts(run, verdict);
  return [
    ...(phases === null ? [] : [htmlNumbers('Memory and descriptors at the end of each phase, and their peaks', phases)]),
    ...(operations === null ? [] : [htmlNumbers('What one operation costs, measured with nothing else in the load', operations)]),
    ...(facts.length === 0 ? [] : [htmlFacts(facts)]),
  ].join('\n');
}

/** Each finding stands with its proof among the others; here is what was done for all of them. */
function answers(run: Run, verdict: Verdict): string {
  const found = answerFindings(verdict);
  const tried = sayTried(run);
  if (found.length === 0) return '';
  return `<p>${escapeHtml(outcomes(found))}${tried.length === 0 ? '' : `: ${html(tried)}`}</p>`;
}

function scaling(run: Run, verdict: Verdict): string {
  const table = scalingTable(run);
  const finding = scalingFinding(verdict);
  if (table === null) return '';
  const said = finding === null ? [] : [`<p>${html(read(finding.sentence))}</p>`, block(scalingLines(finding))];
  return [htmlNumbers('Means of the visits to each number of users', table), ...said].join('\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `<section><h2>${title}</h2>\n${body}</section>`;
}
