import type { Expectation, HttpOperation, Operation } from '../../src/model/operation.ts';
import type { ClosedScenario, OpenScenario } from '../../src/model/scenario.ts';
import type { TemplateValues } from '../../src/model/session.ts';

/** An HTTP operation of which only what matters is said. */
export function operation(
  name: string,
  given: Partial<Omit<HttpOperation, 'expect'>> & { readonly expect?: Partial<Expectation> } = {},
): Operation<HttpOperation> {
  const { expect, ...spec } = given;
  return {
    name,
    weight: 1,
    meaning: {},
    spec: { driver: 'http', method: 'GET', path: `/${name}`, headers: {}, ...spec, expect: { status: [], json: [], ...expect } },
  };
}

/** A short scenario of one user; the rest as given. */
export function scenario(given: Partial<ClosedScenario> = {}): ClosedScenario {
  return { model: 'closed', users: 1, mix: { list: 1 }, thinkMs: 0, keys: 10, durationMs: 300, warmupMs: 100, seed: 7, ...given };
}

/** A short load of 100 arrivals per second on at most 50 connections; the rest as given. */
export function openScenario(given: Partial<OpenScenario> = {}): OpenScenario {
  const arrivals = { pattern: 'constant', ratePerSecond: 100 } as const;
  return { model: 'open', arrivals, connections: 50, mix: { list: 1 }, keys: 10, durationMs: 300, warmupMs: 100, seed: 7, ...given };
}

export const values: TemplateValues = { uuid: '01234567-89ab-4cde-8f01-23456789abcd', n: 7, key: 'k 1' };
