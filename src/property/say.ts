import { printCount, printDuration, printPercent } from '../units/print.ts';
import { sayEnding } from '../words.ts';
import type { Reason } from './stability.ts';

/** One reason as a clause that can be followed by `at 3 users`. */
export function sayReason(reason: Reason): string {
  switch (reason.kind) {
    case 'crash':
      return `the service ${sayEnding(reason.ending)}`;
    case 'hang':
      return `the service got stuck with ${printCount(reason.test.left)} operations in flight`;
    case 'silence':
      return `no request was completed in ${printDuration(reason.durationMs)}`;
    case 'errors':
      return `${printPercent(reason.measured)} of requests fail (limit ${printPercent(reason.limit)})`;
    case 'latency':
      return reason.metric === 'max'
        ? `answers take up to ${printDuration(reason.measured)} of ${printDuration(reason.limit)} (too few for a p95)`
        : `\`${reason.metric}\` is ${printDuration(reason.measured)} of ${printDuration(reason.limit)}`;
    default:
      return reason satisfies never;
  }
}
