import type { Act, Deed, History } from '../model/history.ts';
import type { DeedMeaning, Operation } from '../model/operation.ts';
import type { PackedHistory } from './packed-history.ts';

/** The history that an engine wrote down, in the order in which its acts were called; an operation without a deed has none there. */
export function readHistory(packed: PackedHistory, operations: readonly Operation[]): History {
  const { calledAtMs, returnedAtMs, users, keys, keyNames, sent, told, expected } = packed;
  const acts: Act[] = [];
  for (const [at, index] of packed.operations.entries()) {
    const operation = operations[index];
    const meaning = operation?.meaning.deed;
    if (operation === undefined || meaning === undefined) continue;
    acts.push({
      operation: operation.name,
      user: users[at] ?? 0,
      key: keyNames[keys[at] ?? 0] ?? '',
      deed: deedOf(meaning, sent[at] ?? null, told[at] ?? null, expected[at] ?? null),
      calledAtMs: calledAtMs[at] ?? 0,
      returnedAtMs: returnedAtMs[at] ?? Number.POSITIVE_INFINITY,
    });
  }
  return { acts: acts.sort((one, other) => one.calledAtMs - other.calledAtMs), dropped: packed.dropped };
}

function deedOf(meaning: DeedMeaning, sent: string | null, told: string | null, expected: string | null): Deed {
  switch (meaning.kind) {
    case 'write':
    case 'append':
      return { kind: meaning.kind, value: sent ?? '' };
    case 'read':
      return { kind: 'read', value: told };
    case 'increment':
      return { kind: 'increment', by: meaning.by, after: countIn(told) };
    case 'compare-and-set':
      // A user that had seen nothing compared with nothing: services take that for a write.
      if (expected === null) return { kind: 'write', value: sent ?? '' };
      return { kind: 'compare-and-set', expected, value: sent ?? '', swapped: truthIn(told) };
    default:
      return meaning satisfies never;
  }
}

/** What is no number is no count. */
function countIn(told: string | null): number | null {
  return told !== null && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(told) ? Number(told) : null;
}

function truthIn(told: string | null): boolean | null {
  return told === 'true' || told === 'false' ? told === 'true' : null;
}
