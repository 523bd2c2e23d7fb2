/** The first `maxChars` UTF-16 units, without half a surrogate pair at the end. */
export function cutChars(text: string, maxChars: number): string {
  const cut = text.slice(0, Math.max(0, maxChars));
  return cut.length < text.length && /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** As much of the beginning as fits into `maxBytes` of UTF-8, cut between characters. */
export function cutBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = Math.max(0, maxBytes);
  // Step back over continuation bytes (10xxxxxx), so that no character is halved.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}

/** One line of at most `maxChars` characters, without control characters and without marks that reorder text. */
export function oneLine(text: string, maxChars: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim();
  return line.length <= maxChars ? line : `${cutChars(line, maxChars - 1)}…`;
}
