import { encoded, escapeHtml, escapeText } from './escape.ts';
import type { Phrase } from './phrase.ts';

/** A phrase in HTML of our own page. */
export function html(phrase: Phrase): string {
  return phrase.map((piece) => (piece.kind === 'code' ? `<code>${escapeHtml(piece.text)}</code>` : escapeHtml(piece.text))).join('');
}

/** A phrase in HTML that Markdown may still look into: in code no sign is left that it knows. */
export function inertHtml(phrase: Phrase): string {
  return phrase.map((piece) => (piece.kind === 'code' ? inertCode(piece.text) : escapeText(piece.text))).join('');
}

function inertCode(text: string): string {
  return `<code>${text.replace(/[!-+.:-@[-`{-~]/g, encoded)}</code>`;
}
