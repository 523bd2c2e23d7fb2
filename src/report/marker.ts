/** The hidden line a sticky comment is found by: no foreign text in it but letters, digits, dots, underscores and single dashes. */
export function hiddenMarker(suite: string): string {
  const safe = suite
    .slice(0, 400)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  return `<!-- plimsoll:${safe.slice(0, 100).replace(/-$/, '') || 'default'} -->`;
}
