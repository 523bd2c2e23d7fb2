import type { Spoiled } from '../../src/model/self-check.ts';
import type { DrainTest } from '../../src/model/drain-test.ts';
import type { Ending } from '../../src/model/ending.ts';
import type { ArrivalCounts, Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { ErrorKind } from '../../src/model/outcome.ts';
import type { ClosedScenario, OpenScenario, Scenario } from '../../src/model/scenario.ts';
import type { Quest, Trial } from '../../src/property/explore.ts';
import { writeScenario } from '../../src/property/text.ts';
import type { World } from '../../src/world.ts';

/** A world whose clock moves only when somebody moves it. */
function virtualWorld(): World & { advance(ms: number): void } {
  let nowMs = 0;
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    date: () => new Date(0),
    sleep: async (ms) => {
      nowMs += ms;
    },
    every: () => ({ [Symbol.dispose]: () => undefined }),
    threadTimes: () => null,
    seed: () => 1,
    environment: {},
    directory: '/',
    bundles: '/',
    interrupted: new AbortController().signal,
  };
}

/** mulberry32: uniform numbers in [0, 1) from a seed. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Log-normal factor around 1, e.g. 0.1 for 10 % noise. */
export function noise(sigma: number, random: () => number): number {
  const u = Math.max(random(), 1e-12);
  return Math.exp(sigma * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random()));
}

export interface Facts {
  readonly p95Ms: number;
  readonly p95Low?: number;
  readonly requests?: number;
  readonly errors?: number;
  readonly errorKind?: ErrorKind;
  readonly crashed?: Ending | null;
  readonly hang?: DrainTest | null;
  readonly spoiled?: Spoiled | null;
  readonly ended?: Observation['ended'];
  readonly peakInFlight?: number;
}

/** What a service with these facts would have been seen to do. */
export function trialOf(scenario: Scenario, facts: Facts): Trial {
  const requests = facts.requests ?? 1_000;
  const errors = facts.errors ?? 0;
  const kind = facts.errorKind ?? 'status';
  const p95 = requests >= 20 ? facts.p95Ms : null;
  const known = requests > 0;
  const responseMs: Latency = {
    count: requests,
    min: known ? facts.p95Ms / 4 : null,
    mean: known ? facts.p95Ms / 2 : null,
    p50: known ? facts.p95Ms / 2 : null,
    p75: known ? facts.p95Ms * 0.6 : null,
    p90: requests >= 10 ? facts.p95Ms * 0.9 : null,
    p95,
    ...(facts.p95Low === undefined ? {} : { p95Low: facts.p95Low }),
    p99: requests >= 100 ? facts.p95Ms * 1.2 : null,
    p999: requests >= 1_000 ? facts.p95Ms * 1.4 : null,
    max: known ? (p95 === null ? facts.p95Ms : facts.p95Ms * 1.5) : null,
  };
  const operation = (name: string): OperationObservation => ({
    name,
    requests,
    errors,
    errorKinds: errors === 0 ? {} : { [kind]: errors },
    errorExamples: errors === 0 ? [] : [{ error: kind, detail: 'HTTP 500' }],
    bytes: requests,
    responseMs,
    serviceMs: responseMs,
    histogram: '',
  });
  const observation: Observation = {
    scenario,
    warmup: { durationMs: scenario.warmupMs, blockMs: 250, p50sMs: [], steady: null },
    durationMs: scenario.durationMs,
    operations: Object.keys(scenario.mix).map(operation),
    total: operation('all'),
    windows: [],
    averageRatePerSecond: (requests / scenario.durationMs) * 1_000,
    peakRatePerSecond: 0,
    peakInFlight: facts.peakInFlight ?? (scenario.model === 'closed' ? scenario.users : 1),
    arrivals: scenario.model === 'closed' ? null : arrivalsOf(scenario, requests),
    generator: {
      engines: 1,
      utilisation: 0.1,
      cpuShare: 0.1,
      runQueueShare: 0,
      cpuMs: 100,
      lagMs: responseMs,
      lateMs: responseMs,
      hiccupMs: null,
    },
    ended: facts.ended ?? 'complete',
  };
  return { observation, crashed: facts.crashed ?? null, hang: facts.hang ?? null, spoiled: facts.spoiled ?? null };
}

function arrivalsOf({ durationMs, connections }: OpenScenario, requests: number): ArrivalCounts {
  const ratePerSecond = (requests / durationMs) * 1_000;
  return {
    planned: requests,
    plannedRatePerSecond: ratePerSecond,
    achievedRatePerSecond: ratePerSecond,
    queued: 0,
    longestQueue: 0,
    unsent: 0,
    peakConnections: connections,
  };
}

export function operationOf(name: string, weight: number, path = `/${name}`, body?: string): Operation {
  const spec = {
    driver: 'http',
    method: 'GET',
    path,
    headers: {},
    ...(body === undefined ? {} : { body }),
    expect: { status: [], json: [] },
  } as const;
  return { name, weight, spec, meaning: {} };
}

/** A search of a model service: `serve` says what it does under a scenario, the virtual clock moves by the scenario's time. */
export function questOf(
  serve: (scenario: ClosedScenario) => Facts,
  given: Partial<Quest> = {},
  serveArrivals: (scenario: OpenScenario) => Facts = () => ({ p95Ms: 100 }),
): Quest & { readonly tried: ClosedScenario[]; readonly arrived: OpenScenario[] } {
  const world = virtualWorld();
  const tried: ClosedScenario[] = [];
  const arrived: OpenScenario[] = [];
  return {
    users: { min: 1, max: 20 },
    operations: [operationOf('list', 8), operationOf('stock', 2), operationOf('add', 1)],
    keys: 100,
    payloadBytes: { min: 1_024, max: 1_024 },
    carriedPerSecond: null,
    mostLeavingPerSecond: 0,
    thinkMs: 0,
    settings: { enabled: true, scenarios: 30, limits: { p95Ms: 500, meanMs: 500, errorsPercent: 5 } },
    seed: 1_180_428,
    path: '',
    examples: [],
    budgetMs: 120_000,
    scenarioMs: 1_000,
    world,
    replayCommand: (scenario) => `plimsoll replay ${scenario.model === 'closed' ? `u${scenario.users}` : writeScenario(scenario)}`,
    ...given,
    tried,
    arrived,
    tryScenario: async (scenario) => {
      world.advance(scenario.durationMs + scenario.warmupMs);
      if (scenario.model === 'open') {
        arrived.push(scenario);
        return trialOf(scenario, serveArrivals(scenario));
      }
      tried.push(scenario);
      return trialOf(scenario, serve(scenario));
    },
  };
}

/** Latency that grows with users: 500 ms is passed from `failsFrom` users on. */
export function growing(failsFrom: number, sigma: number, random: () => number): (scenario: ClosedScenario) => Facts {
  // Half a step below the limit at failsFrom - 1, half a step above at failsFrom.
  return ({ users }) => ({ p95Ms: (500 / (failsFrom - 0.5)) * users * noise(sigma, random) });
}
