import type { OperationObservation } from '../model/observation.ts';
import { printCount, printPercent } from '../units/print.ts';

const examplesShown = 6;
const operationsShown = 8;

/** Share of failed operations in percent; 0 where nothing was sent. */
function errorPercent(operation: OperationObservation): number {
  return operation.requests === 0 ? 0 : (100 * operation.errors) / operation.requests;
}

/** Which operations failed, the worst first, with the kinds of error and a few examples; a line each. */
export function tellErrors(operations: readonly OperationObservation[]): readonly string[] {
  const failing = operations.filter((operation) => operation.errors > 0).toSorted((a, b) => errorPercent(b) - errorPercent(a));
  const examples = failing.flatMap((operation) =>
    operation.errorExamples.map((example) => `${operation.name}: ${example.error}: ${example.detail}`),
  );
  return [...failing.slice(0, operationsShown).map(tellOperation), ...new Set(examples)].slice(0, operationsShown + examplesShown);
}

function tellOperation(operation: OperationObservation): string {
  const kinds = Object.entries(operation.errorKinds)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ×${printCount(count)}`);
  return `${operation.name}: ${printCount(operation.errors)} of ${printCount(operation.requests)} failed (${printPercent(errorPercent(operation))}): ${kinds.join(', ')}`;
}
