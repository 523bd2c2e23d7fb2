import { unitsOf, type QuantityKind } from './quantity.ts';
import { writeDuration } from './print.ts';

const binaryUnits = ['GB', 'MB', 'KB'] as const;

/** Writes a quantity the way a configuration takes it, so that reading it again gives the same number. */
export function writeQuantity(kind: QuantityKind, value: number): string {
  if (kind === 'duration' && value >= 0.001 && value < 1e21) return writeDuration(value);
  if (kind === 'size') {
    const step = binaryUnits.findIndex((_, index) => value >= 1_024 && Number.isInteger(value / 1_024 ** (3 - index)));
    if (step >= 0) return `${decimal(value / 1_024 ** (3 - step))}${binaryUnits[step]}`;
  }
  return `${decimal(value)}${unitsOf(kind)[0]}`;
}

/** The shortest decimal text of a number, never with an exponent. */
function decimal(value: number): string {
  const match = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (match === null) return String(value);
  const digits = `${match[1]}${match[2] ?? ''}`;
  const exponent = Number(match[3]);
  return exponent < 0 ? `0.${'0'.repeat(-exponent - 1)}${digits}` : digits.padEnd(exponent + 1, '0');
}
