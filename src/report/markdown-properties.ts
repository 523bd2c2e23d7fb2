import { markdownTable } from 'markdown-table';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { cell, fenced, markdown } from './markdown-text.ts';
import { propertyHead, propertyOutcome, propertyRows, saySearch } from './properties.ts';

const mostSearches = 12;
const mostLines = 12;

/** What became of each property, and below it how what was tried was spread; empty where there are none. */
export function markdownProperties(run: Run, verdict: Verdict): string {
  const rows = propertyRows(run, verdict);
  if (rows.length === 0) return '';
  const lines = rows.map(({ name, kind, tried, found, smallest }) => [
    cell(name),
    kind === null ? '–' : propertyOutcome[kind],
    tried === '' ? '–' : tried,
    cell(found),
    cell(smallest),
  ]);
  const table = markdownTable([[...propertyHead], ...lines], { align: ['l', 'l', 'r', 'l', 'l'], alignDelimiters: false });
  const searches = run.searches
    .slice(0, mostSearches)
    .map((search) => [markdown(saySearch(search)), ...(search.spread.length === 0 ? [] : [fenced(search.spread, mostLines)])].join('\n'));
  return [table, ...searches].join('\n\n');
}
