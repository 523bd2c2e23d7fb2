import type { JsonExpectation } from '../model/json-expectation.ts';
import { lookUp, parseJsonPath } from './json-path.ts';
import type { ExpectationGiven } from './operation-given.ts';

/** `expect.json` as given, decided. */
export function decideJsonChecks(given: ExpectationGiven['json']): readonly JsonExpectation[] {
  return Object.entries(given).map(([path, equals]) => ({ path, equals }));
}

/** Prepares what must stand in an answer's document; gives one line of the first thing that is wrong, or null. */
export function compileJsonChecks(expected: readonly JsonExpectation[]): (document: unknown) => string | null {
  const checks = expected.map(compileJson);
  return (document) => {
    for (const check of checks) {
      const fault = check(document);
      if (fault !== null) return fault;
    }
    return null;
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

/** One short line whatever was found: the answer is hostile and may be large. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length <= 32 ? text : `${text.slice(0, 31)}…`;
}
