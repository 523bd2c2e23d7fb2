import type { Expectation, Operation } from '../model/operation.ts';
import { decideMeaning } from './meaning.ts';
import { methods, type ExpectationGiven, type OperationGiven } from './operation-given.ts';

/** A given operation, decided. */
export function decideOperation(name: string, given: OperationGiven): Operation {
  const method = methods.find((candidate) => given[candidate] !== undefined) ?? 'get';
  const headers = Object.fromEntries(Object.entries(given.headers).map(([key, value]) => [key.toLowerCase(), value]));
  const body = given.json === undefined ? given.body : writeJson(given.json);
  return {
    name,
    weight: given.weight,
    spec: {
      driver: 'http',
      method: method.toUpperCase(),
      path: given[method] ?? '/',
      headers: given.json === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      expect: decideExpectation(given.expect),
    },
    meaning: decideMeaning(given),
  };
}

/** A text that is nothing but a count stands for that number. */
function writeJson(json: unknown): string {
  return JSON.stringify(json).replace(/"(\{\{\s*last\+\d{1,9}\s*\}\})"/g, '$1');
}

function decideExpectation(given: ExpectationGiven): Expectation {
  return { status: [...new Set(given.status)], json: Object.entries(given.json).map(([path, equals]) => ({ path, equals })) };
}
