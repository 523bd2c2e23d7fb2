/** Room for a text: GitHub counts a comment in UTF-16 units and a check's summary in bytes. */
export interface Room {
  readonly maxChars: number;
  readonly maxBytes: number;
}

/** Whether a text fits. */
export function fits(text: string, { maxChars, maxBytes }: Room): boolean {
  return text.length <= maxChars && Buffer.byteLength(text) <= maxBytes;
}

/**
 * Composes as many whole sections as there is room for, the first ones first; `compose` is told how many are left out.
 * Null when not even none of them fits.
 */
export function fit(sections: readonly string[], compose: (kept: readonly string[], left: number) => string, room: Room): string | null {
  const whole = compose(sections, 0);
  if (fits(whole, room)) return whole;
  const kept: string[] = [];
  for (const section of sections) {
    if (fits(compose([...kept, section], sections.length - kept.length - 1), room)) kept.push(section);
  }
  const text = compose(kept, sections.length - kept.length);
  return fits(text, room) ? text : null;
}
