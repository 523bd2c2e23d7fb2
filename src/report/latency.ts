import type { MeasureObservation, Observation, OperationObservation } from '../model/observation.ts';
import { printBytes, printCount, printDuration, printPercent } from '../units/print.ts';
import type { Fact } from './fact.ts';
import { type NumberRow, type NumberTable, known } from './numbers.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, read, words } from './phrase.ts';
import { counted, rate } from './value.ts';

/** What is counted; a reader of a number should not have to guess. */
export const latencyNote =
  'Under the reference load, from the moment an operation was due until its answer was whole; failed operations count too.';

/** How long operations took: all together, then each kind in the configuration's order; below each what its driver measured beside, such as a wait for a connection. */
export function latencyTable({ total, operations }: Observation): NumberTable {
  return {
    head: ['operation', 'count', 'errors', 'min', 'mean', 'median', 'p95', 'p99', 'max'],
    rows: [
      row(words('all'), total),
      ...(operations.length === 1 ? [] : measureRows(words('all'), total)),
      ...operations.flatMap((operation) => [row(code(operation.name), operation), ...measureRows(code(operation.name), operation)]),
    ],
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

function measureRows(what: Phrase, { measures = [] }: OperationObservation): readonly NumberRow[] {
  return measures.map(({ name, unit, values }) => {
    const { count, min, mean, p50, p95, p99, max } = values;
    const print = (number: number | null): string => known(number, (value) => printMeasure(value, unit));
    return {
      what: joined([...what, ...words(' · '), ...read(spoken(name), 40)]),
      numbers: [
        known(count, printCount),
        '',
        ...(unit === 'share' ? [null, mean, null, null, null, null] : [min, mean, p50, p95, p99, max]).map(print),
      ],
    };
  });
}

function printMeasure(value: number, unit: MeasureObservation['unit']): string {
  switch (unit) {
    case 'ms':
      return printDuration(value);
    case 'MB':
      return printBytes(value * 1_024 ** 2);
    case 'share':
      return printPercent(100 * value);
    default:
      return unit satisfies never;
  }
}

function spoken(name: string): string {
  return name.replaceAll('-', ' ');
}

function failed(errors: number, requests: number): string {
  const share = (100 * errors) / requests;
  const count = known(errors, printCount);
  return errors > 0 && Number.isFinite(share) ? `${count} (${printPercent(share)})` : count;
}

function duration(ms: number | null): string {
  return known(ms, printDuration);
}
