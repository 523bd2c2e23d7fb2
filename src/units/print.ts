import type { Comparison } from '../model/comparison.ts';

/** What stands for a number that is none. */
const none = '–';

/** Prints milliseconds for people: three significant digits, `µs`, `ms`, `s` or `min`. */
export function printDuration(ms: number): string {
  if (!Number.isFinite(ms)) return none;
  if (ms < 0.0005) return '0 ms';
  if (ms < 0.9995) return `${short(ms * 1_000)} µs`;
  if (ms < 999.5) return `${short(ms)} ms`;
  if (ms < 119_500) return `${short(ms / 1_000)} s`;
  return `${short(ms / 60_000)} min`;
}

/** Prints a duration the way a configuration takes it, exactly: `1500ms`, `5s`, `2m`. */
export function writeDuration(ms: number): string {
  if (ms > 0 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms > 0 && ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}

/** Prints bytes for people in binary multiples. */
export function printBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return none;
  const units = ['B', 'KB', 'MB', 'GB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10)));
  return `${short(bytes / 1_024 ** step)} ${units[step]}`;
}

/** Prints a count with thin spaces between thousands. */
export function printCount(count: number): string {
  if (!Number.isFinite(count)) return none;
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

/** Prints a number that need not be whole, such as a rate: three significant digits below a hundred, thousands apart above. */
export function printAmount(amount: number): string {
  return Number.isFinite(amount) && Math.abs(amount) < 99.5 ? short(amount) : printCount(amount);
}

/** Prints a percentage: one decimal below ten, none above. */
export function printPercent(percent: number): string {
  if (!Number.isFinite(percent)) return none;
  return `${Math.abs(percent) < 9.95 ? trim(percent.toFixed(1)) : Math.round(percent)} %`;
}

/** Prints the size of a change: `9.8 %`, or of a metric that is in percent itself `0.7 points`. */
export function printChange(size: number, changeIn: Comparison['changeIn']): string {
  const text = printPercent(size);
  return changeIn === 'percent' ? text : text.replace(/ %$/, text === '1 %' ? ' point' : ' points');
}

/** Prints how many cores something kept busy: `0.66 cores`, `1 core`. */
export function printCores(cores: number): string {
  if (!Number.isFinite(cores)) return none;
  const text = short(cores);
  return `${text} ${text === '1' ? 'core' : 'cores'}`;
}

/** Prints what one operation leaves behind, in words: `1.1 KB per operation`, `10 per 1 000 operations`. */
export function printPerOperation(value: number, unit: string): string {
  if (!Number.isFinite(value)) return none;
  return unit === 'B/operation' ? `${printBytes(value)} per operation` : `${short(1_000 * value)} per ${printCount(1_000)} operations`;
}

/** Prints a value in the unit a metric or a limit carries. */
export function printValue(value: number, unit: string): string {
  if (!Number.isFinite(value)) return none;
  if (unit === 'ms') return printDuration(value);
  if (unit === 'bytes') return printBytes(value);
  if (unit === '%') return printPercent(value);
  if (unit === 'count') return printCount(value);
  if (unit === 'cores') return printCores(value);
  // The same words as in a configuration, so that a limit reads like the number beside it.
  if (unit === 'B/operation') return `${printBytes(value)}/op`;
  if (unit === 'B/h') return `${printBytes(value)}/h`;
  if (unit === '/operation') return `${printTiny(value)}/op`;
  return `${short(value)} ${unit}`;
}

function short(value: number): string {
  const digits = Math.abs(value) >= 99.5 ? 0 : Math.abs(value) >= 9.95 ? 1 : 2;
  return trim(value.toFixed(digits));
}

/** Two digits that say something, however small the number is. */
function printTiny(value: number): string {
  return Math.abs(value) >= 0.1 || value === 0
    ? short(value)
    : trim(value.toFixed(Math.min(12, 1 - Math.floor(Math.log10(Math.abs(value))))));
}

/** Without the zeros that say nothing, and without the sign of a number rounded to zero. */
function trim(text: string): string {
  const brief = /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
  return brief === '-0' ? '0' : brief;
}
