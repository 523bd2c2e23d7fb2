import { describe, expect, it } from 'vitest';
import type { ClosedScenario, OpenScenario, Scenario } from '../../src/model/scenario.ts';
import { exploreStability, type Quest } from '../../src/property/explore.ts';
import { amountOf } from '../../src/property/levels.ts';
import { readScenario, writeScenario } from '../../src/property/text.ts';
import { drainTest } from '../diagnose/hang/a-drain-test.ts';
import { chance, noise, operationOf, questOf, type Facts } from './model-service.ts';

const healthy = (): Facts => ({ p95Ms: 100 });

const example: OpenScenario = {
  model: 'open',
  arrivals: { pattern: 'constant', ratePerSecond: 200 },
  mix: { list: 8, stock: 2, add: 1 },
  keys: 100,
  durationMs: 1_000,
  warmupMs: 150,
  seed: 4,
  connections: 40,
};

type Searched = ReturnType<typeof questOf>;

/** A service that carried 1 000 operations a second, and an open load under which it failed once. */
function openQuest(
  serveArrivals: (scenario: OpenScenario) => Facts,
  given: Partial<Quest> = {},
  serve: (scenario: ClosedScenario) => Facts = healthy,
): Searched {
  return questOf(serve, { carriedPerSecond: 1_000, examples: [example], ...given }, serveArrivals);
}

/** Latency that grows with the rate: 500 ms is passed at this many arrivals per second. */
function strained(at: number, sigma = 0, random: () => number = () => 0.5): (scenario: OpenScenario) => Facts {
  return (scenario) => ({ p95Ms: 500 * (amountOf(scenario) / at) ** 2 * noise(sigma, random) });
}

const smallestOf = (texts: readonly { readonly scenario: string }[]): Scenario => readScenario(texts[0]?.scenario ?? '');

describe('a service that holds', () => {
  it('holds in closed and open loads alike, and the report says how they were spread', async () => {
    const quest = openQuest(healthy, { examples: [] });
    const { finding, search } = await exploreStability(quest);
    expect(finding.kind).toBe('held');
    expect(finding.sentence).toMatch(
      /^p95, mean and errors stayed within their limits in \d+ scenarios of 1–20 users and \d+ of up to \d+ arrivals\/s$/,
    );
    expect(quest.arrived.length).toBeGreaterThan(2);
    expect(quest.arrived.length + quest.tried.length).toBe(30);
    expect(search.spread.map((line) => line.split(':')[0])).toEqual([
      'model',
      'users',
      'arrivals',
      'arrivals/s',
      'think time',
      'operations',
    ]);
    expect(search.spread[0]).toBe(`model: closed ×${quest.tried.length}, open ×${quest.arrived.length}`);
    const sum = (line = ''): number => [...line.matchAll(/×(\d+)/g)].reduce((all, [, count]) => all + Number(count), 0);
    expect(sum(search.spread[2])).toBe(quest.arrived.length);
    expect(sum(search.spread[3])).toBe(quest.arrived.length);
  });

  it('is asked for no open load where it is not known what it carries', async () => {
    const quest = openQuest(healthy, { carriedPerSecond: null });
    const { finding } = await exploreStability(quest);
    expect(quest.arrived).toEqual([]);
    expect(finding.evidence[1]).toMatch(/^1 earlier failure was passed over/);
  });

  it('is not known to hold at the most users where only open loads could be judged', async () => {
    const { finding } = await exploreStability(
      openQuest(healthy, {}, () => ({ p95Ms: 9_000, spoiled: { kind: 'spoiled', sentence: 'late' } })),
    );
    expect(finding).toMatchObject({ kind: 'inconclusive' });
    expect(finding.sentence).toMatch(/arrivals\/s, but none of 20 users could be judged: late$/);
  });
});

describe('the most arrivals that there may be', () => {
  it('are tried after the fewest and the most users, independent of one another, before what is generated', async () => {
    const quest = openQuest(healthy, { examples: [] });
    await exploreStability(quest);
    expect(quest.tried.slice(0, 2).map(({ users }) => users)).toEqual([1, 20]);
    const { arrivals, mix, connections, durationMs } = quest.arrived[0] ?? example;
    expect({ arrivals, mix }).toEqual({ arrivals: { pattern: 'poisson', ratePerSecond: 500 }, mix: example.mix });
    expect({ connections, durationMs }).toEqual({ connections: 40, durationMs: 1_000 });
    expect(quest.tried.length + quest.arrived.length).toBe(30);
  });
});

describe('an open load that failed before', () => {
  it('is tried first, where the service is still asked for as much', async () => {
    const tooMuch = { ...example, arrivals: { pattern: 'constant', ratePerSecond: 700 } } as const;
    const gone = { ...example, mix: { gone: 1 } };
    const dear = { ...example, mix: { add: 1 } };
    const quest = openQuest(healthy, { examples: [tooMuch, gone, dear, example] });
    const { finding } = await exploreStability(quest);
    expect(quest.arrived[0]).toEqual(example);
    expect(finding.evidence).toContain(`an earlier failure holds now: ${writeScenario(example)}`);
    expect(finding.evidence.find((line) => line.includes('passed over'))).toMatch(/^3 earlier failures were passed over/);
  });

  it('is made smaller with users instead, where these show it as well', async () => {
    const quest = openQuest(strained(100), {}, ({ users }) => ({ p95Ms: (500 / 6.5) * users }));
    const { finding, smallest, counterexamples } = await exploreStability(quest);
    expect(smallest).toMatchObject({ unit: 'users', least: 7 });
    expect(finding).toMatchObject({ kind: 'broken', replay: 'plimsoll replay u7' });
    expect(finding.sentence).toMatch(/ already at 7 users$/);
    expect(finding.evidence[0]).toMatch(/^found at 200 arrivals\/s \(broke in 4 of 4 measurements, /);
    expect(finding.evidence.find((line) => line.startsWith('shrunk in'))).toContain('20 users instead of arrivals: broke · ');
    expect(smallestOf(counterexamples)).toMatchObject({ model: 'closed', users: 7, thinkMs: 0, keys: 1 });
  });

  it('is made smaller along its rate, where users who wait do not show it', async () => {
    const quest = openQuest(strained(95));
    const { finding, smallest, counterexamples } = await exploreStability(quest);
    expect(smallest).toMatchObject({ unit: 'arrivals/s', least: 100 });
    expect(finding.sentence).toMatch(/^`p95` is .* of 500 ms already at 100 arrivals\/s$/);
    expect(finding.evidence.find((line) => line.startsWith('fails from'))).toMatch(/^fails from 100 arrivals\/s on \(90 %/);
    expect(finding.evidence.find((line) => line.startsWith('shrunk in'))).toContain('20 users instead of arrivals: held · ');
    const replayed = smallestOf(counterexamples);
    expect(finding).toMatchObject({ replay: `plimsoll replay ${writeScenario(replayed)}` });
    expect(replayed).toMatchObject({ model: 'open', arrivals: { pattern: 'constant' }, keys: 1, durationMs: 500 });
  });

  it('is named within one step of its rate in at least 90 of 100 searches at 10 % noise, in at most 35 measurements', async () => {
    let close = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const at = 10 * (3 + (seed % 16)) - 5;
      const { smallest, finding, trials } = await exploreStability(openQuest(strained(at, 0.1, chance(seed)), { seed }));
      expect(trials).toBeLessThanOrEqual(35);
      if (finding.kind === 'broken' && smallest !== null && Math.abs(smallest.least - (at + 5)) <= 10) close += 1;
    }
    expect(close).toBeGreaterThanOrEqual(90);
  });

  it('is stripped of what does not matter: a wild pattern, the other operations, their keys, payload and time', async () => {
    const wild: OpenScenario = {
      ...example,
      arrivals: { pattern: 'spike', ratePerSecond: 50, peakPerSecond: 200, atMs: 500, forMs: 200 },
      skew: 1.2,
      payloadBytes: 4_096,
      durationMs: 2_000,
      warmupMs: 300,
    };
    const listsPerSecond = (scenario: OpenScenario): number => {
      const { list = 0, ...others } = scenario.mix;
      return (amountOf(scenario) * list) / Object.values(others).reduce((sum, weight) => sum + weight, list);
    };
    const serve = (scenario: OpenScenario): Facts => ({ p95Ms: listsPerSecond(scenario) >= 60 ? 900 : 100 });
    const { counterexamples, finding } = await exploreStability(
      openQuest(serve, { examples: [wild], scenarioMs: 2_000, payloadBytes: { min: 64, max: 8_192 }, budgetMs: 500_000 }),
    );
    const replayed = smallestOf(counterexamples);
    expect(replayed).toEqual({
      ...example,
      arrivals: { pattern: 'constant', ratePerSecond: expect.any(Number) },
      mix: { list: 1 },
      keys: 1,
      payloadBytes: 64,
      durationMs: 500,
      warmupMs: 75,
    });
    // As often as it arrived in the mix, of which it was eight elevenths.
    expect(amountOf(replayed)).toBeGreaterThanOrEqual(60);
    expect(amountOf(replayed)).toBeLessThan(75);
    expect(finding.evidence.find((line) => line.startsWith('made simpler'))).toMatch(
      /list alone: broke · .* all the time: broke · all keys alike: broke · 1 key: broke · 64 B payload: broke · 1s long: broke · 500ms long: broke$/,
    );
  });

  it('keeps what does matter: one hot key among many, and a payload', async () => {
    const skewed: OpenScenario = {
      ...example,
      mix: { stock: 1 },
      arrivals: { pattern: 'constant', ratePerSecond: 80 },
      skew: 1.2,
      payloadBytes: 4_096,
    };
    const serve = ({ skew, payloadBytes = 0, durationMs }: OpenScenario): Facts => ({
      p95Ms: skew !== undefined && payloadBytes > 1_024 && durationMs > 700 ? 900 : 100,
    });
    const { counterexamples } = await exploreStability(openQuest(serve, { examples: [skewed], payloadBytes: { min: 64, max: 8_192 } }));
    expect(smallestOf(counterexamples)).toMatchObject({ keys: 100, skew: 1.2, payloadBytes: 4_096, durationMs: 1_000 });
  });
});

describe('clients that leave', () => {
  const leaving: ClosedScenario = {
    model: 'closed',
    users: 7,
    mix: { stock: 1 },
    thinkMs: 0,
    keys: 1,
    durationMs: 900,
    warmupMs: 100,
    seed: 4,
    abandon: { perSecond: 30, afterMs: 1 },
  };

  it('are left out of what is replayed, where they do not matter, and kept where they do', async () => {
    for (const matters of [true, false]) {
      const serve = ({ users, abandon }: ClosedScenario): Facts => ({
        p95Ms: users > 2 && (!matters || abandon !== undefined) ? 900 : 100,
      });
      const quest = openQuest(healthy, { examples: [leaving], mostLeavingPerSecond: 30 }, serve);
      const { counterexamples, finding } = await exploreStability(quest);
      const { abandon: _, ...alone } = leaving;
      expect(smallestOf(counterexamples)).toEqual({ ...(matters ? leaving : alone), users: 3 });
      expect(finding.evidence).toContain(`made simpler at 3 users: nobody leaves early: ${matters ? 'held' : 'broke'}`);
    }
  });

  it('are not sent to a service that cannot have them, nor what other properties put it under', async () => {
    const constrained: ClosedScenario = { ...leaving, abandon: { perSecond: 1, afterMs: 1 }, constraints: [{ kind: 'cpu', by: 'hog' }] };
    const quest = openQuest(healthy, { examples: [leaving, constrained], mostLeavingPerSecond: 10 });
    const { finding } = await exploreStability(quest);
    expect(finding.evidence[1]).toMatch(/^2 earlier failures were passed over/);
    expect(quest.tried.every(({ constraints }) => constraints === undefined)).toBe(true);
  });
});

describe('an open load that is the end of the service', () => {
  const crashed = { kind: 'killed', signal: 'SIGSEGV' } as const;

  it('is halved along its rate', async () => {
    const renew = async (): Promise<boolean> => true;
    const quest = openQuest((scenario) => ({ p95Ms: 100, crashed: amountOf(scenario) >= 72 ? crashed : null }), {
      renewal: { expectedMs: 100, renew },
    });
    const { finding, smallest, trials } = await exploreStability(quest);
    expect(finding).toMatchObject({ kind: 'broken', sentence: 'the service was killed by SIGSEGV already at 80 arrivals/s' });
    expect(smallest).toBeNull();
    expect(trials).toBeLessThanOrEqual(6);
  });

  it('is told with users, where it gets stuck when these are tried instead', async () => {
    const test = drainTest();
    const { finding, hang } = await exploreStability(openQuest(strained(95), {}, () => ({ p95Ms: 9, hang: test })));
    expect(hang).toEqual({ test, replay: 'plimsoll replay u20' });
    expect(finding).toMatchObject({ kind: 'broken' });
    expect(finding.sentence).toContain('at 200 arrivals/s');
  });
});

describe('a search up to 1 000 users', () => {
  it('tries, names, spreads and shrinks levels of all heights', async () => {
    const operations = [operationOf('list', 1)];
    const quest = questOf(({ users }) => ({ p95Ms: users >= 637 ? 900 : 100 }), {
      users: { min: 1, max: 1_000 },
      operations,
      budgetMs: 1e9,
    });
    const { smallest, finding, counterexamples, search } = await exploreStability(quest);
    expect(quest.tried.slice(0, 2).map(({ users }) => users)).toEqual([1, 1_000]);
    expect(smallest?.least).toBeGreaterThanOrEqual(637);
    expect(smallest?.least).toBeLessThanOrEqual(660);
    expect(finding.sentence).toContain(`already at ${smallest?.least} users`);
    expect(smallestOf(counterexamples)).toMatchObject({ model: 'closed', keys: 1 });
    expect(search.spread[0]).toBe('users: 1 ×1, 1000 ×1');
    const held = questOf(healthy, { users: { min: 1, max: 1_000 }, operations });
    const { search: whole, finding: fine } = await exploreStability(held);
    expect(fine.sentence).toContain('30 scenarios of 1–1000 users');
    expect(whole.spread[0]).toMatch(/^users: 1 ×1, 2–251 ×\d+, 252–500 ×\d+, 501–750 ×\d+, 751–999 ×\d+, 1000 ×1$/);
  });
});
