import { Chronicle } from '../../src/load/chronicle.ts';
import { readHistory } from '../../src/load/history.ts';
import { Scribe } from '../../src/load/scribe.ts';
import { Script } from '../../src/load/script.ts';
import type { History } from '../../src/model/history.ts';
import type { DeedMeaning, Operation } from '../../src/model/operation.ts';
import type { ErrorKind, Outcome } from '../../src/model/outcome.ts';
import type { ClosedScenario } from '../../src/model/scenario.ts';
import { operation, scenario } from '../support/operations.ts';

/** Every deed there is, each an operation of its own; the last one does nothing to a key. */
export const deeds: readonly DeedMeaning[] = [
  { kind: 'write', key: '{{key}}', value: 'uuid' },
  { kind: 'read', key: '{{key}}', value: '$.value', maxStaleMs: 0 },
  { kind: 'increment', key: 'stock-{{key}}', by: 3, value: '$.stock' },
  { kind: 'compare-and-set', key: '{{key}}', value: 'uuid', swapped: null },
  { kind: 'append', key: 'log-{{user}}', value: 'n' },
];
export const operations: readonly Operation[] = [
  ...deeds.map((deed) => ({ ...operation(deed.kind), meaning: { deed } })),
  operation('list'),
];
export const asked: ClosedScenario = scenario({ users: 4, keys: 1, mix: { write: 1 }, seed: 3 });

/** A scribe with its history. */
export interface Written {
  readonly scribe: Scribe;
  readonly values: Script;
  readonly history: () => History;
}

export function openScribe(most?: number): Written {
  const chronicle = new Chronicle(most);
  const values = new Script(asked, ['write'], 0, 1);
  const meanings = operations.map(({ meaning }) => meaning);
  return {
    scribe: new Scribe(meanings, values, asked.users, chronicle),
    values: new Script(asked, ['write'], 0, 1),
    history: () => readHistory(structuredClone(chronicle.pack()), operations),
  };
}

export function succeeded(sentAtMs: number, value?: string | null): Outcome {
  const told = { value, owner: null, text: '' };
  return { kind: 'ok', sentAtMs, endedAtMs: sentAtMs + 5, bytes: 1, ...(value === undefined ? {} : { told }) };
}

export function failed(sentAtMs: number, error: ErrorKind, endedAtMs: number = sentAtMs + 5): Outcome {
  return { kind: 'failed', sentAtMs, endedAtMs, bytes: 0, error, detail: '' };
}
