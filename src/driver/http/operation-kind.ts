import { decideJsonChecks } from '../json-checks.ts';
import { writeJson } from '../json-text.ts';
import type { OperationKind } from '../operation-kind.ts';
import { methods } from './given.ts';

/** What the HTTP driver knows of its operations. */
export const httpKind: OperationKind = {
  driver: 'http',
  actions: methods,
  details: ['headers', 'json', 'body'],
  expects: ['status', 'json'],
  decide: (given) => {
    const method = methods.find((candidate) => given[candidate] !== undefined) ?? 'get';
    const headers = Object.fromEntries(Object.entries(given.headers).map(([key, value]) => [key.toLowerCase(), value]));
    const body = given.json === undefined ? given.body : writeJson(given.json);
    const { status, json } = given.expect;
    return {
      driver: 'http',
      method: method.toUpperCase(),
      path: given[method] ?? '/',
      headers: given.json === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      expect: { status: [...new Set(status)], json: decideJsonChecks(json) },
    };
  },
  textsOf: (given) => [methods.map((method) => given[method]), given.headers, given.json, given.body],
};
