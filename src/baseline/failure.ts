const longest = 200;

/** An unexpected failure in half a line: no control characters, no novel. */
export function tellFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, longest)
    .replace(/\.$/, '');
}
