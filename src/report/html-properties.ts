import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { block } from './html-sections.ts';
import { head, table } from './html-table.ts';
import { html } from './html-text.ts';
import { propertyHead, propertyOutcome, propertyRows, saySearch } from './properties.ts';

const mostSearches = 50;

/** What became of each property, and folded below it how what was tried was spread; empty where there are none. */
export function htmlProperties(run: Run, verdict: Verdict): string {
  const rows = propertyRows(run, verdict).map(({ name, kind, tried, found, smallest }) =>
    [
      `<tr class="${kind === 'broken' ? 'broken' : ''}"><th scope="row">${html(name)}</th>`,
      `<td>${kind === null ? '–' : propertyOutcome[kind]}</td><td class="number">${tried === '' ? '–' : tried}</td>`,
      `<td>${html(found)}</td><td>${html(smallest)}</td></tr>`,
    ].join(''),
  );
  if (rows.length === 0) return '';
  const searches = run.searches
    .slice(0, mostSearches)
    .map((search) => `<details><summary>${html(saySearch(search))}</summary>${block(search.spread)}</details>`);
  return [
    table(
      'What must hold for every load, and what became of it',
      propertyHead.map((name) => head(name, name === 'tried' ? 'number' : '')),
      rows,
    ),
    ...searches,
  ].join('\n');
}
