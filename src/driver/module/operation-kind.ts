import { decideJsonChecks } from '../json-checks.ts';
import { writeJson } from '../json-text.ts';
import type { OperationKind } from '../operation-kind.ts';

/** What this driver knows of its operations. */
export const moduleKind: OperationKind = {
  driver: 'module',
  actions: ['call'],
  details: ['argument'],
  expects: ['json'],
  decide: ({ call = '', argument, expect: { json } }) => ({
    driver: 'module',
    call,
    argument: argument === undefined ? null : writeJson(argument),
    expect: { json: decideJsonChecks(json) },
  }),
  // The function itself is handed all values: what it does with them nobody can see.
  textsOf: ({ argument }) => [argument],
};
