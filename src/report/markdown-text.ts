import { escapeText } from './escape.ts';
import { inertHtml } from './html-text.ts';
import { laidOut } from './line.ts';
import type { Phrase } from './phrase.ts';

const longestLine = 300;

/** A phrase in Markdown. */
export function markdown(phrase: Phrase): string {
  return phrase.reduce((text, piece) => {
    const next = piece.kind === 'code' ? codeSpan(piece.text) : escapeText(piece.text);
    // Two spans side by side would share their backticks.
    return text.endsWith('`') && next.startsWith('`') ? `${text} ${next}` : text + next;
  }, '');
}

/** A phrase in a table's cell. A pipe leaves a code span even when escaped, if a backslash stands before it: such code becomes HTML. */
export function cell(phrase: Phrase): string {
  const text = markdown(phrase);
  return text.includes('|') ? inertHtml(phrase) : text;
}

/** A code span whose fence is longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** A fenced block of foreign lines, at most `max` of them. */
export function fenced(lines: readonly string[], max: number, language: string = '', longest: number = longestLine): string {
  const shown = lines.slice(0, max).map((line) => laidOut(line, longest));
  if (lines.length > max) shown.push(`… ${lines.length - max} more lines`);
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
