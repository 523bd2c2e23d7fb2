/** The whole number that a text is, as JSON writes it; null where it is none, or too large to count with. */
export function readWhole(text: string): number | null {
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : null;
}
