import { decideJsonChecks } from '../json-checks.ts';
import { writeJson } from '../json-text.ts';
import type { OperationKind } from '../operation-kind.ts';

/** What this driver knows of its operations. */
export const stdioKind: OperationKind = {
  driver: 'stdio',
  actions: ['request', 'notify'],
  details: [],
  expects: ['json', 'output'],
  shellLines: [['stdio', 'command']],
  decide: ({ request, notify, expect }) => ({
    driver: 'stdio',
    message: writeMessage(request ?? notify),
    isNotification: request === undefined,
    expect: { json: decideJsonChecks(expect.json), output: expect.output ?? null },
  }),
  textsOf: ({ request, notify }) => [request, notify],
};

/** A message as a template of JSON; the line of a prompt is a JSON text. */
export function writeMessage(given: unknown): string {
  return typeof given === 'string' ? JSON.stringify(given) : writeJson(given);
}
