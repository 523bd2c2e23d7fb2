import type * as fc from 'fast-check';
import { shorten } from './shorten.ts';

const mostSteps = 60;
/** Of a longer schedule the end tells more than the beginning. */
const firstSteps = 20;
const longestLabel = 120;
const longestValue = 120;

/** The steps of a run in the order in which they went on, a line each; `#n` was asked for as the n-th. */
export function tellSchedule(report: readonly fc.SchedulerReportItem[]): readonly string[] {
  const left = report.length - mostSteps;
  if (left <= 0) return report.map(tellStep);
  const first = report.slice(0, firstSteps).map(tellStep);
  return [...first, `… ${left} more steps …`, ...report.slice(firstSteps + left).map(tellStep)];
}

/** Which order this was: the numbers of the steps, one after another. */
export function orderOf(report: readonly fc.SchedulerReportItem[]): string {
  return report.map(({ taskId }) => taskId).join(' ');
}

function tellStep({ taskId, label, status, outputValue }: fc.SchedulerReportItem): string {
  const value = outputValue === undefined ? '' : shorten(outputValue, longestValue);
  const nameless = label === '' || label.startsWith('(');
  const step = `#${taskId} ${shorten(nameless ? `step${label}` : label, longestLabel)}`;
  switch (status) {
    case 'resolved':
      return value === '' ? step : `${step} → ${value}`;
    case 'rejected':
      return `${step} failed: ${value}`;
    case 'pending':
      return `${step}: still waiting`;
    default:
      return status satisfies never;
  }
}
