import type { Arrivals } from '../model/arrivals.ts';
import { brokenBound } from './arrival-bounds.ts';
import { decimal, readDuration, readWhole } from './exact.ts';
import { writeDuration } from './print.ts';

/** What a text says of arrivals. `expected` names what should have stood in place of one that is refused. */
export type ReadArrivals =
  | { readonly kind: 'arrivals'; readonly arrivals: Arrivals }
  | { readonly kind: 'refused'; readonly expected: string };

/** Fifty steps of seventeen digits, and room to spare. */
const longest = 2_000;

const rate = `(${decimal}(?:/[sm])?)`;
const time = `(${decimal}(?:ms|s|m))`;

interface Notation {
  readonly example: string;
  /** What stands after `pattern:`. */
  readonly form: string;
  /** What the groups of the form say. */
  read(groups: readonly string[]): Arrivals;
}

const notations: ReadonlyMap<string, Notation> = new Map<Arrivals['pattern'], Notation>([
  ['constant', { example: 'constant:1000/s', form: rate, read: ([one = '']) => ({ pattern: 'constant', ratePerSecond: readRate(one) }) }],
  ['poisson', { example: 'poisson:1000/s', form: rate, read: ([one = '']) => ({ pattern: 'poisson', ratePerSecond: readRate(one) }) }],
  [
    'ramp',
    {
      example: 'ramp:100/s..1000/s',
      form: `${rate}\\.\\.${rate}`,
      read: ([from = '', to = '']) => ({ pattern: 'ramp', fromPerSecond: readRate(from), toPerSecond: readRate(to) }),
    },
  ],
  [
    'step',
    {
      example: 'step:100/s,200/s,400/s',
      form: `(${decimal}(?:/[sm])?(?:,${decimal}(?:/[sm])?)*)`,
      read: ([list = '']) => ({ pattern: 'step', ratesPerSecond: list.split(',').map(readRate) }),
    },
  ],
  [
    'spike',
    {
      example: 'spike:100/s..1000/s@4s+1s',
      form: `${rate}\\.\\.${rate}@${time}\\+${time}`,
      read: ([base = '', peak = '', at = '', lasting = '']) => ({
        pattern: 'spike',
        ratePerSecond: readRate(base),
        peakPerSecond: readRate(peak),
        atMs: readDuration(at),
        forMs: readDuration(lasting),
      }),
    },
  ],
  [
    'burst',
    {
      example: 'burst:50@1s',
      form: `(\\d{1,9})@${time}`,
      read: ([size = '', every = '']) => ({ pattern: 'burst', size: readWhole(size), everyMs: readDuration(every) }),
    },
  ],
  [
    'sine',
    {
      example: 'sine:500/s+-300/s@10s',
      form: `${rate}(?:\\+-|±)${rate}@${time}`,
      read: ([mean = '', amplitude = '', period = '']) => ({
        pattern: 'sine',
        ratePerSecond: readRate(mean),
        amplitudePerSecond: readRate(amplitude),
        periodMs: readDuration(period),
      }),
    },
  ],
]);

/**
 * Writes arrivals in ASCII that a shell's quotes leave alone, e.g. `ramp:100/s..1000/s`; `readArrivals` gives exactly the
 * same back.
 */
export function writeArrivals(arrivals: Arrivals): string {
  const { pattern } = arrivals;
  switch (arrivals.pattern) {
    case 'constant':
    case 'poisson':
      return `${pattern}:${writeRate(arrivals.ratePerSecond)}`;
    case 'ramp':
      return `${pattern}:${writeRate(arrivals.fromPerSecond)}..${writeRate(arrivals.toPerSecond)}`;
    case 'step':
      return `${pattern}:${arrivals.ratesPerSecond.map(writeRate).join(',')}`;
    case 'spike':
      return `${pattern}:${writeRate(arrivals.ratePerSecond)}..${writeRate(arrivals.peakPerSecond)}@${writeDuration(arrivals.atMs)}+${writeDuration(arrivals.forMs)}`;
    case 'burst':
      return `${pattern}:${arrivals.size}@${writeDuration(arrivals.everyMs)}`;
    case 'sine':
      return `${pattern}:${writeRate(arrivals.ratePerSecond)}+-${writeRate(arrivals.amplitudePerSecond)}@${writeDuration(arrivals.periodMs)}`;
    default:
      return arrivals satisfies never;
  }
}

/**
 * Reads arrivals that anybody may have written: rates per second (`/s`, also when no unit stands there) or per minute
 * (`/m`), times in ms, s or m; a rate alone is a constant one. Anything else, and what passes the bounds, is refused.
 */
export function readArrivals(text: string): ReadArrivals {
  const written = text.trim();
  if (written.length > longest) return { kind: 'refused', expected: `at most ${longest} characters` };
  const [, pattern = 'constant', rest = ''] = /^(?:([^:]*):)?(.*)$/.exec(written) ?? [];
  const notation = notations.get(pattern);
  const match = notation === undefined ? null : new RegExp(`^${notation.form}$`).exec(rest);
  if (notation === undefined || match === null) {
    const near = notation === undefined || !written.includes(':') ? [...notations.values()] : [notation];
    return { kind: 'refused', expected: `arrivals such as ${near.map(({ example }) => example).join(', ')}` };
  }
  const arrivals = notation.read(match.slice(1));
  const expected = brokenBound(arrivals);
  return expected === null ? { kind: 'arrivals', arrivals } : { kind: 'refused', expected };
}

function readRate(text: string): number {
  const [number = '', unit] = text.split('/');
  return unit === 'm' ? Number(number) / 60 : Number(number);
}

function writeRate(perSecond: number): string {
  return `${perSecond}/s`;
}
