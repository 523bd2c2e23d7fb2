const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes text for an HTML or XML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return escapeText(text).replace(/["'`]/g, encoded);
}

/** Escapes text between tags, where quotes mean nothing. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => names[sign] ?? '');
}

/** A sign as a character reference. */
export function encoded(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}
