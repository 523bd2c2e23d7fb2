import { decideJsonChecks } from '../json-checks.ts';
import type { OperationKind } from '../operation-kind.ts';

/** What this driver knows of its operations. */
export const execKind: OperationKind = {
  driver: 'exec',
  actions: ['run'],
  details: ['input'],
  expects: ['code', 'output', 'json'],
  shellLines: [['operations', '*', 'run']],
  decide: ({ run = '', input, expect: { code, output, json } }) => ({
    driver: 'exec',
    command: typeof run === 'string' ? { kind: 'shell', line: run } : { kind: 'argv', argv: run },
    input: input ?? null,
    expect: {
      code: code.length === 0 ? [0] : [...new Set(code)],
      output: output ?? null,
      json: decideJsonChecks(json),
    },
  }),
  textsOf: ({ run, input }) => [run, input],
};
