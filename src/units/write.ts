import { binaryMultiplesOf, unitsOf, type QuantityKind } from './quantity.ts';
import { writeDuration } from './print.ts';

/** Writes a quantity the way a configuration takes it, so that reading it again gives the same number. */
export function writeQuantity(kind: QuantityKind, value: number): string {
  if (kind === 'duration' && value >= 0.001 && value < 1e21) return writeDuration(value);
  const whole = binaryMultiplesOf(kind).findLast(([, factor]) => value >= factor && Number.isInteger(value / factor));
  return whole === undefined ? `${decimal(value)}${unitsOf(kind)[0]}` : `${decimal(value / whole[1])}${whole[0]}`;
}

/** The shortest decimal text of a number, never with an exponent. */
function decimal(value: number): string {
  const match = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (match === null) return String(value);
  const digits = `${match[1]}${match[2] ?? ''}`;
  const exponent = Number(match[3]);
  return exponent < 0 ? `0.${'0'.repeat(-exponent - 1)}${digits}` : digits.padEnd(exponent + 1, '0');
}
