import type { Phrase } from './phrase.ts';

/** Escapes text for an HTML or XML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A phrase in HTML of our own page. */
export function html(phrase: Phrase): string {
  return phrase.map((piece) => (piece.kind === 'code' ? `<code>${escapeHtml(piece.text)}</code>` : escapeHtml(piece.text))).join('');
}

/** A phrase in HTML that Markdown may still look into: no sign is left that it knows. */
export function inertHtml(phrase: Phrase): string {
  return phrase.map((piece) => (piece.kind === 'code' ? inertCode(piece.text) : escapeHtml(piece.text))).join('');
}

function inertCode(text: string): string {
  return `<code>${text.replace(/[!-+.:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</code>`;
}
