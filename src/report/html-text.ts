import type { Phrase } from './phrase.ts';

const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes text for an HTML or XML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return escapeText(text).replace(/["'`]/g, encoded);
}

/** Escapes text between tags, where quotes mean nothing. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => names[sign] ?? '');
}

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

function encoded(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}
