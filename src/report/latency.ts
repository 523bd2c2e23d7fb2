import type { Observation, OperationObservation } from '../model/observation.ts';
import { printCount, printDuration, printPercent } from '../units/print.ts';
import type { Fact } from './fact.ts';
import { type NumberRow, type NumberTable, known } from './numbers.ts';
import type { Phrase } from './phrase.ts';
import { code, words } from './phrase.ts';
import { counted, rate } from './value.ts';

/** What is counted; a reader of a number should not have to guess. */
export const latencyNote =
  'Under the reference load, from the moment an operation was due until its answer was whole; failed operations count too.';

/** How long operations took: all together, then each kind in the configuration's order. */
export function latencyTable({ total, operations }: Observation): NumberTable {
  return {
    head: ['operation', 'count', 'errors', 'min', 'mean', 'median', 'p95', 'p99', 'max'],
    rows: [row(words('all'), total), ...operations.map((operation) => row(code(operation.name), operation))],
  };
}

/** Most columns of a number on a terminal; a count of failures has its share beside it. */
export function latencyColumns(column: number): number {
  return column === 1 ? 9 : column === 2 ? 13 : 8;
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

function row(what: Phrase, { requests, errors, responseMs }: OperationObservation): NumberRow {
  const { min, mean, p50, p95, p99, max } = responseMs;
  return { what, numbers: [known(requests, printCount), failed(errors, requests), ...[min, mean, p50, p95, p99, max].map(duration)] };
}

function failed(errors: number, requests: number): string {
  const share = (100 * errors) / requests;
  const count = known(errors, printCount);
  return errors > 0 && Number.isFinite(share) ? `${count} (${printPercent(share)})` : count;
}

function duration(ms: number | null): string {
  return known(ms, printDuration);
}
