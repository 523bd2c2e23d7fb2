import type { Outcome } from '../model/outcome.ts';

/**
 * How long a user waits after its connection failed `failures` times in a row: 10 ms, doubling up to 200 ms. A service
 * that refuses or resets every connection would otherwise be met by a hot loop. The wait counts as think time.
 */
export function backOffMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(200, 10 * 2 ** (failures - 1));
}

/** Whether an outcome says that the connection is gone. A timeout is not among them: it took its time already. */
export function brokeConnection(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && (outcome.error === 'refused' || outcome.error === 'reset' || outcome.error === 'protocol');
}
