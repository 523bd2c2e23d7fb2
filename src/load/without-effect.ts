import type { Outcome } from '../model/outcome.ts';

/** Whether no byte of the request can have reached the service: there was no connection, or nothing that could be sent. */
export function neverLeft(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && (outcome.error === 'refused' || outcome.sentAtMs === outcome.endedAtMs);
}

/** Whether an operation surely changed nothing: no byte of the request can have reached the service, or what it did was undone. */
export function wentWithoutEffect(outcome: Outcome): boolean {
  return neverLeft(outcome) || (outcome.kind === 'failed' && outcome.undone === true);
}
