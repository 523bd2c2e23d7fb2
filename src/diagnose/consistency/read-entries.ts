/** A list as JSON tells it, its entries as text; null where a text is no list. */
export function readEntries(text: string): readonly string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map((entry: unknown) => (typeof entry === 'string' ? entry : JSON.stringify(entry))) : null;
  } catch {
    return null;
  }
}
