import type { Expectation } from '../../model/operation.ts';
import { compileJsonChecks } from '../json-checks.ts';
import { parseJson } from '../reading.ts';

/** What an answer must be, ready to be checked. A check gives one line of what is wrong, or null. */
export interface CompiledExpectation {
  readonly needsBody: boolean;
  checkStatus(status: number): string | null;
  checkBody(body: Buffer): string | null;
}

/** Prepares an operation's expectation once: paths are parsed here, not for every answer. */
export function compileExpectation(expect: Expectation): CompiledExpectation {
  const { status } = expect;
  const check = compileJsonChecks(expect.json);
  return {
    needsBody: expect.json.length > 0,
    checkStatus: (found) => {
      if (status.length === 0 ? found < 400 : status.includes(found)) return null;
      return `${found}, expected ${status.length === 0 ? 'below 400' : status.join(' or ')}`;
    },
    checkBody: (body) => {
      const document = parseJson(body.toString('utf8'));
      return document === undefined ? 'the answer is not JSON' : check(document);
    },
  };
}
