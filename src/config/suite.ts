const suiteLine = /^suite:[ \t]*["']?([\w.-]{1,60})["']?[ \t]*(?:#.*)?$/m;

/**
 * The suite's name from a configuration that need not be valid; empty where it does not say so plainly. By its line alone: the
 * text may be of a kind that a parser should not be given.
 */
export function readSuite(text: string): string {
  return suiteLine.exec(text)?.[1] ?? '';
}
