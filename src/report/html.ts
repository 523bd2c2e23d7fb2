import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { environmentFacts, resourceFacts } from './facts.ts';
import { headline, headlinePhrase } from './headline.ts';
import { seriesCharts } from './html-chart.ts';
import { block, htmlFacts, htmlFindings, htmlPhases, htmlSearches, htmlTable } from './html-sections.ts';
import { style } from './html-style.ts';
import { escapeHtml } from './escape.ts';
import { html } from './html-text.ts';
import { read } from './phrase.ts';
import { rowsOf } from './rows.ts';
import { inBrief } from './tally.ts';

/** Nothing is loaded and nothing runs, whatever a service has put into its answers. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The whole report as one page that needs no network and runs no script. */
export function tellHtml(run: Run, verdict: Verdict): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(headline(run, verdict))}</title>`,
    `<style>${style}</style></head><body>`,
    `<header class="${verdict.kind}"><h1>${html(headlinePhrase(run, verdict))}</h1>`,
    `<p class="soft">${html(read(verdict.reason))}</p>`,
    `<p class="soft">Suite ${html(read(run.suite, 100))} · ${html(read(run.createdAt, 40))} · ${escapeHtml(inBrief(run, verdict))}</p></header>`,
    '<main>',
    section('Metrics and limits', htmlTable(rowsOf(run, verdict))),
    section('Over the measured time', seriesCharts(run.steady.windows)),
    section('Findings', htmlFindings(verdict)),
    section('What was tried', htmlSearches(run)),
    section('Resources', run.resources === null ? '' : htmlFacts(resourceFacts(run))),
    section('Phases', htmlPhases(run)),
    section('How this was measured', htmlFacts(environmentFacts(run, verdict))),
    section('What the service printed last', block(run.serviceOutput)),
    '</main></body></html>',
    '',
  ].join('\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `<section><h2>${title}</h2>\n${body}</section>`;
}
