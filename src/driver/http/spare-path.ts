import type { Operation } from '../../model/operation.ts';

/** Nothing of the service's lies there, and even the answer that says so is one. */
const nowhere = '/plimsoll-probe';

/**
 * A cheap path to ask a service for that no longer answers these operations: the one that tells whether it is ready, else another
 * operation that only reads, else any. One of the stuck operations' own would wait for the same as they do.
 */
export function pickSparePath(readyPath: string | null, operations: readonly Operation[], stuck: readonly string[]): string {
  const requests = operations.flatMap(({ name, spec }) => (spec.driver === 'http' ? [{ name, method: spec.method, path: spec.path }] : []));
  const isStuck = (asked: string): boolean => requests.some(({ name, path }) => stuck.includes(name) && path === asked);
  if (readyPath !== null && !isStuck(readyPath)) return readyPath;
  const reading = requests.find(({ name, method, path }) => !stuck.includes(name) && method === 'GET' && !path.includes('{{'));
  if (reading !== undefined && !isStuck(reading.path)) return reading.path;
  return isStuck('/') ? nowhere : '/';
}
