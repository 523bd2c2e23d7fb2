import type { Observation, OperationObservation } from '../model/observation.ts';
import { printCount, printDuration, printPercent } from '../units/print.ts';
import type { Fact } from './facts.ts';
import type { Phrase } from './phrase.ts';
import { code, words } from './phrase.ts';
import { counted, rate } from './value.ts';

/** What stands where nothing was measured, or too little to say. */
const unknown = '–';

/** The names above the columns; the first is the operation's own. */
export const latencyHead: readonly [operation: string, ...numbers: readonly string[]] = [
  'operation',
  'count',
  'errors',
  'min',
  'mean',
  'median',
  'p95',
  'p99',
  'max',
];

/** What is counted; a reader of a number should not have to guess. */
export const latencyNote =
  'Under the reference load, from the moment an operation was due until its answer was whole; failed operations count too.';

/** How long one kind of operation took, ready to print in the order of the head. */
export interface LatencyRow {
  readonly what: Phrase;
  readonly numbers: readonly string[];
}

/** All operations together, then each one in the configuration's order. */
export function latencyRows({ total, operations }: Observation): readonly LatencyRow[] {
  return [row(words('all'), total), ...operations.map((operation) => row(code(operation.name), operation))];
}

/** How much was carried, and how much of it at once. */
export function throughputFacts(steady: Observation): readonly Fact[] {
  return [
    { label: 'Throughput', value: words(`${rate(steady.averageRatePerSecond)} on average, ${peak(steady)}`) },
    { label: 'Concurrency', value: words(`at most ${counted(steady.peakInFlight, 'operation')} at once`) },
  ];
}

function peak({ peakRatePerSecond, windows }: Observation): string {
  const window = windows[0]?.durationMs ?? Number.NaN;
  return `${rate(peakRatePerSecond)} in the best window${Number.isFinite(window) ? ` of ${printDuration(window)}` : ''}`;
}

function row(what: Phrase, { requests, errors, responseMs }: OperationObservation): LatencyRow {
  const { min, mean, p50, p95, p99, max } = responseMs;
  return { what, numbers: [count(requests), failed(errors, requests), ...[min, mean, p50, p95, p99, max].map(duration)] };
}

function failed(errors: number, requests: number): string {
  const share = (100 * errors) / requests;
  return errors > 0 && Number.isFinite(share) ? `${count(errors)} (${printPercent(share)})` : count(errors);
}

function count(number: number): string {
  return Number.isFinite(number) ? printCount(number) : unknown;
}

function duration(ms: number | null): string {
  return ms === null || !Number.isFinite(ms) ? unknown : printDuration(ms);
}
