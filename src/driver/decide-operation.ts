import type { Operation } from '../model/operation.ts';
import { decideMeaning } from './meaning.ts';
import type { OperationGiven } from './operation-given.ts';
import { kindOf } from './operation-kinds.ts';

/** A given operation, decided. */
export function decideOperation(name: string, given: OperationGiven): Operation {
  return { name, weight: given.weight, spec: kindOf(given).decide(given), meaning: decideMeaning(given) };
}
