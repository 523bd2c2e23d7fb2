/** The form of a number as `String` writes one from 0 to below 1e16. Bounded, so that no text makes matching slow. */
export const decimal = '(?:0|[1-9]\\d{0,15})(?:\\.\\d{1,30})?(?:e-\\d{1,3})?';

const factors: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** Reads milliseconds back exactly as `writeDuration` writes them; NaN when it is no such text. */
export function readDuration(text: string): number {
  const [, number, unit = ''] = new RegExp(`^(${decimal})(ms|s|m)$`).exec(text) ?? [];
  return Number(number ?? Number.NaN) * (factors[unit] ?? Number.NaN);
}

/** Reads a whole number from 0 to 9 999 999 999; NaN when it is no such text. */
export function readWhole(text: string): number {
  return /^(?:0|[1-9]\d{0,9})$/.test(text) ? Number(text) : Number.NaN;
}
