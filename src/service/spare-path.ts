import type { Operation } from '../model/operation.ts';
import type { Readiness } from './settings.ts';

/** Nothing of the service's lies there, and even the answer that says so is one. */
const nowhere = '/plimsoll-probe';

/**
 * A cheap path to ask a service for that no longer answers these operations: the one that tells whether it is ready, else another
 * operation that only reads, else any. One of the stuck operations' own would wait for the same as they do.
 */
export function pickSparePath(ready: Readiness, operations: readonly Operation[], stuck: readonly string[]): string {
  const isStuck = (path: string): boolean => operations.some(({ name, spec }) => stuck.includes(name) && spec.path === path);
  if (ready.kind === 'url' && !isStuck(ready.path)) return ready.path;
  const reading = operations.find(({ name, spec }) => !stuck.includes(name) && spec.method === 'GET' && !spec.path.includes('{{'));
  if (reading !== undefined && !isStuck(reading.spec.path)) return reading.spec.path;
  return isStuck('/') ? nowhere : '/';
}
