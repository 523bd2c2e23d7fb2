import type { Expectation, JsonExpectation } from '../../model/operation.ts';
import { lookUp, parseJsonPath } from './json-path.ts';

/** What an answer must be, ready to be checked. A check gives one line of what is wrong, or null. */
export interface CompiledExpectation {
  readonly needsBody: boolean;
  checkStatus(status: number): string | null;
  checkBody(body: Buffer): string | null;
}

/** Prepares an operation's expectation once: paths are parsed here, not for every answer. */
export function compileExpectation(expect: Expectation): CompiledExpectation {
  const { status } = expect;
  const checks = expect.json.map(compileJson);
  return {
    needsBody: checks.length > 0,
    checkStatus: (found) => {
      if (status.length === 0 ? found < 400 : status.includes(found)) return null;
      return `${found}, expected ${status.length === 0 ? 'below 400' : status.join(' or ')}`;
    },
    checkBody: (body) => {
      const document = parse(body);
      if (document === undefined) return 'the answer is not JSON';
      for (const check of checks) {
        const fault = check(document.value);
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}

function compileJson({ path: text, equals }: JsonExpectation): (document: unknown) => string | null {
  const path = parseJsonPath(text);
  if (path === undefined) return () => `cannot read the JSON path ${text}`;
  return (document) => {
    const found = lookUp(path, document);
    return found === equals ? null : `${text} is ${show(found)}, expected ${show(equals)}`;
  };
}

function parse(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) as unknown };
  } catch {
    return undefined;
  }
}

/** One short line whatever was found: the answer is hostile and may be large. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= 32 ? text : `${text.slice(0, 31)}…`;
}
