import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openPace } from '../../src/load/pace/open.ts';
import type { OpenScenario } from '../../src/model/scenario.ts';
import { openChance } from '../../src/stats/chance.ts';
import { openScenario } from '../support/operations.ts';
import { begin, startMs } from './a-play.ts';
import { modestArrivals } from './any-load.ts';

/** While all connections are taken, deadlines are looked after this often. */
const glanceMs = 5;

const loads = fc.record({
  arrivals: modestArrivals,
  connections: fc.integer({ min: 1, max: 12 }),
  durationMs: fc.integer({ min: 1, max: 1_000 }),
  warmupMs: fc.constantFrom(0, 0, 200),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});
/** Mean service time, and how long operations and waits may last. */
const services = fc.record({ meanMs: fc.integer({ min: 1, max: 200 }), patienceMs: fc.integer({ min: 20, max: 400 }) });

/** Service times of an exponential's shape, each by its operation's number. */
function exponential(seed: number, meanMs: number): (n: number) => number {
  return (n) => -meanMs * Math.log(1 - openChance(seed, n).unit());
}

function plannedOf({ arrivals, durationMs, seed }: OpenScenario): readonly number[] {
  const pace = openPace(arrivals, durationMs, seed);
  const moments: number[] = [];
  for (let atMs = pace.next(); atMs < Number.POSITIVE_INFINITY; atMs = pace.next()) moments.push(atMs);
  return moments;
}

/** First come, first served by so many servers, who turn away whoever has waited for too long: when each began, null for never. */
function queue(
  duesMs: readonly number[],
  servers: number,
  patienceMs: number,
  serviceMs: (n: number) => number,
): readonly (number | null)[] {
  const freeMs = Array.from({ length: servers }, () => 0);
  return duesMs.map((dueMs, n) => {
    const first = freeMs.indexOf(Math.min(...freeMs));
    const beginMs = Math.max(dueMs, freeMs[first] ?? 0);
    if (beginMs - dueMs >= patienceMs) return null;
    freeMs[first] = beginMs + Math.min(serviceMs(n), patienceMs);
    return beginMs;
  });
}

describe('the open model', () => {
  it('serves like a queue of so many servers, first come first served, and counts every wait from its intended start', () => {
    fc.assert(
      fc.property(loads, services, (given, { meanMs, patienceMs }) => {
        const scenario = openScenario({ ...given, warmupMs: 0 });
        const serviceMs = exponential(scenario.seed, meanMs);
        const played = begin(scenario, { patienceMs, serviceMs });
        played.measure();
        played.simulation.run();

        const duesMs = plannedOf(scenario).map((atMs) => startMs + atMs);
        const begunMs = queue(duesMs, scenario.connections, patienceMs, serviceMs);
        const asked = new Map(played.service.asked.map(({ n, atMs }) => [n, atMs]));
        for (const [n, atMs] of begunMs.entries()) {
          if (atMs === null) expect(asked.has(n)).toBe(false);
          else expect(asked.get(n)).toBeCloseTo(atMs, 6);
        }
        const { total, arrivals, generator } = played.tell();
        const waits = begunMs.map((atMs, n) => (atMs === null ? Number.POSITIVE_INFINITY : atMs - (duesMs[n] ?? 0)));
        const unsent = begunMs.filter((atMs) => atMs === null).length;
        expect(total.requests).toBe(duesMs.length);
        expect(arrivals).toMatchObject({ planned: duesMs.length, unsent });
        // Who finds the last connection become free in the very same moment may count either way.
        expect(arrivals?.queued).toBeGreaterThanOrEqual(waits.filter((ms) => ms > 1e-6).length);
        const late = begunMs.filter((_, n) => serviceMs(n) > patienceMs && waits[n] !== Number.POSITIVE_INFINITY).length;
        expect(total.errorKinds).toEqual(late + unsent === 0 ? {} : { timeout: late + unsent });
        expect(generator.lateMs.max ?? 0).toBeLessThan(1e-6);
        const longest = Math.max(
          0,
          ...waits.map((ms, n) => (ms === Number.POSITIVE_INFINITY ? patienceMs : ms + Math.min(patienceMs, serviceMs(n)))),
        );
        expect(Math.abs((total.responseMs.max ?? 0) - longest)).toBeLessThan(unsent > 0 ? glanceMs + 1e-6 : 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('loses nobody, whatever the service does and however late the alarms: planned = counted, and the cap holds', () => {
    fc.assert(
      fc.property(loads, services, fc.integer({ min: 0, max: 60 }), (given, { meanMs, patienceMs }, mostLateMs) => {
        const scenario = openScenario(given);
        const chance = openChance(scenario.seed, 1);
        const lateMs = (): number => (chance.unit() < 0.2 ? chance.unit() * mostLateMs : 0);
        const played = begin(scenario, { patienceMs, serviceMs: exponential(scenario.seed, meanMs), lateMs });
        played.measure();
        played.simulation.run();

        const { total, arrivals, windows, peakInFlight } = played.tell();
        expect(total.requests).toBe(plannedOf(scenario).length);
        expect(arrivals?.planned).toBe(total.requests);
        expect(windows.reduce((sum, { requests }) => sum + requests, 0)).toBe(total.requests);
        expect(played.service.peakInFlight).toBeLessThanOrEqual(scenario.connections);
        expect(played.service.connections).toBe(arrivals?.peakConnections);
        expect(played.service.connections).toBeLessThanOrEqual(scenario.connections);
        expect(peakInFlight).toBeLessThanOrEqual(scenario.connections);
        expect((arrivals?.unsent ?? 0) <= (arrivals?.queued ?? 0)).toBe(true);
        for (const name of ['min', 'mean', 'max'] as const) {
          expect(total.responseMs[name] ?? 0).toBeGreaterThanOrEqual((total.serviceMs[name] ?? 0) - 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is over when the last answer has come, and not before', async () => {
    const scenario = openScenario({ warmupMs: 100 });
    const played = begin(scenario, { serviceMs: (n) => (n === 39 ? 2_000 : 5) });
    let over = false;
    void played.traffic.done.then(() => (over = true));
    played.measure();
    played.simulation.run(played.course.toMs + 1_000);
    await Promise.resolve();
    expect(over).toBe(false);
    played.simulation.run();
    await played.traffic.done;
    expect(played.tell().total).toMatchObject({ requests: 30, errors: 0 });
    await played.traffic.close();
    expect(played.service.open).toBe(0);
  });

  it('measures the whole duration when the warm-up is brought forward, whatever was under way', () => {
    fc.assert(
      fc.property(loads, services, fc.double({ min: 0, max: 1, noNaN: true }), (given, { meanMs, patienceMs }, share) => {
        const scenario = openScenario({ ...given, warmupMs: 300 });
        const played = begin(scenario, { patienceMs, serviceMs: exponential(scenario.seed, meanMs) });
        const nowMs = startMs + 300 * share;
        played.measure(nowMs);
        expect(played.course.toMs - played.course.fromMs).toBeCloseTo(scenario.durationMs, 6);
        played.simulation.run();
        const { total } = played.tell();
        const planned = plannedOf(scenario).length;
        expect(total.requests).toBe(planned);
        const early = played.service.asked.filter(({ atMs }) => atMs < nowMs - 1e-6);
        expect(played.service.asked.length - early.length).toBeGreaterThanOrEqual(planned - (played.tell().arrivals?.unsent ?? 0));
      }),
      { numRuns: 40 },
    );
  });

  it('does not count a line of the warm-up as one of the measured time', () => {
    // The first answers take their time, the rest none.
    const scenario = openScenario({ connections: 1, warmupMs: 500, durationMs: 500 });
    const played = begin(scenario, { serviceMs: (n) => (n === 0 ? 300 : 1) });
    played.measure();
    played.simulation.run();
    expect(played.tell().arrivals).toMatchObject({ planned: 50, queued: 0, longestQueue: 0, unsent: 0, peakConnections: 1 });
  });

  it('counts what the service never answers as timed out, with the wait of those it never heard of', () => {
    const scenario = openScenario({ connections: 2, warmupMs: 0, durationMs: 1_000 });
    const played = begin(scenario, { patienceMs: 400, serviceMs: () => Number.POSITIVE_INFINITY });
    played.measure();
    played.simulation.run();
    const { total, arrivals } = played.tell();
    expect(total).toMatchObject({ requests: 100, errors: 100, errorKinds: { timeout: 100 } });
    expect(played.service.asked.length + (arrivals?.unsent ?? 0)).toBe(100);
    // Two at once, each for 400 ms: at 0, 400, 800 and, for those who waited, 1 200.
    expect(arrivals).toMatchObject({ planned: 100, unsent: 92, peakConnections: 2 });
    expect(total.responseMs.min).toBeGreaterThanOrEqual(400);
  });

  it('reads answers between thirty-two sends, so that a backlog does not go out at one blow', () => {
    const scenario = openScenario({ arrivals: { pattern: 'burst', size: 100, everyMs: 10_000 }, connections: 100, warmupMs: 0 });
    const played = begin(scenario, { serviceMs: () => 50 });
    played.measure();
    played.simulation.run(startMs);
    expect(played.service.asked).toHaveLength(100);
    played.simulation.run();
    expect(played.tell().arrivals).toMatchObject({ planned: 100, queued: 0, peakConnections: 100 });
  });

  it('is not out of breath when nothing can be sent: a long line of such arrivals ends like any other', () => {
    const arrivals = { pattern: 'burst', size: 20_000, everyMs: 1_000 } as const;
    const played = begin(openScenario({ arrivals, connections: 1, warmupMs: 0 }), { serviceMs: (n) => (n === 0 ? 20 : -1) });
    played.measure();
    played.simulation.run();
    const { total, arrivals: counts } = played.tell();
    expect(total).toMatchObject({ requests: 20_000, errors: 19_999, errorKinds: { protocol: 19_999 } });
    expect(counts).toMatchObject({ planned: 20_000, unsent: 0, peakConnections: 1 });
  });

  it('takes the connection used last first: no more are opened than are needed', () => {
    const played = begin(openScenario({ warmupMs: 0 }), { serviceMs: () => 25 });
    played.measure();
    played.simulation.run();
    expect(played.service.connections).toBe(3);
  });

  it('begins nothing after a stop, and tells what has ended', async () => {
    const scenario = openScenario({ connections: 1, warmupMs: 0 });
    const played = begin(scenario, { serviceMs: () => 50 });
    played.measure();
    played.simulation.run(startMs + 120);
    played.course.stopped = true;
    played.recorder.close();
    await played.traffic.close();
    played.simulation.run();
    expect(played.service.asked).toHaveLength(3);
    expect(played.tell(120)).toMatchObject({ ended: 'stopped', total: { requests: 2, errors: 0 }, arrivals: { planned: 12 } });
  });
});
