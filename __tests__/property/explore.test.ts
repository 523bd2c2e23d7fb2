import { describe, expect, it } from 'vitest';
import type { ClosedScenario, Scenario } from '../../src/model/scenario.ts';
import { exploreStability } from '../../src/property/explore.ts';
import { readScenario, writeScenario } from '../../src/property/text.ts';
import { drainTest } from '../diagnose/hang/a-drain-test.ts';
import { chance, growing, noise, operationOf, questOf } from './model-service.ts';

const healthy = (): { p95Ms: number } => ({ p95Ms: 100 });

function usersOf(text: string = ''): number {
  const scenario = readScenario(text);
  return scenario.model === 'closed' ? scenario.users : Number.NaN;
}

const example: ClosedScenario = {
  model: 'closed',
  users: 7,
  mix: { stock: 1 },
  thinkMs: 5,
  keys: 3,
  durationMs: 800,
  warmupMs: 100,
  seed: 4,
};

describe('a healthy service', () => {
  it('holds in every planned scenario, and the report says how they were spread', async () => {
    const quest = questOf(healthy);
    const { finding, search, counterexamples, trials } = await exploreStability(quest);
    expect(finding).toEqual({
      kind: 'held',
      id: 'property.stability',
      sentence: 'p95, mean and errors stayed within their limits in 30 scenarios of 1–20 users',
      measured: 100,
      limit: 500,
      unit: 'ms',
      evidence: ['30 of 30 scenarios tried in 30 measurements'],
    });
    expect(search).toMatchObject({ property: 'property.stability', scenarios: 30, seed: quest.seed, path: '' });
    expect(search.spread.map((line) => line.split(':')[0])).toEqual(['users', 'think time', 'operations']);
    expect(counterexamples).toEqual([]);
    expect(trials).toBe(30);
  });

  it('is never blamed for noise of 10 %, over 50 seeds', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = chance(seed);
      const { finding } = await exploreStability(questOf(({ users }) => ({ p95Ms: 15 * users * noise(0.1, random) }), { seed }));
      expect(finding.kind).toBe('held');
    }
  });

  it('is not blamed for a failure that does not come back: it is retracted, and told', async () => {
    let calls = 0;
    const quest = questOf(() => ({ p95Ms: ++calls === 5 ? 900 : 100 }));
    const { finding, trials } = await exploreStability(quest);
    expect(finding.kind).toBe('held');
    expect(trials).toBe(31);
    expect(finding.evidence[1]).toMatch(/^retracted: `p95` is 900 ms of 500 ms in u\d+ closed .* \(2 measurements\)$/);
  });
});

describe('the order of scenarios', () => {
  it('is earlier failures, then one user, then the most users, then generated ones', async () => {
    const quest = questOf(healthy, { examples: [example] });
    const { finding } = await exploreStability(quest);
    expect(quest.tried[0]).toEqual(example);
    expect(quest.tried.slice(1, 3).map(({ users, thinkMs, mix }) => ({ users, thinkMs, mix }))).toEqual([
      { users: 1, thinkMs: 0, mix: { list: 8, stock: 2, add: 1 } },
      { users: 20, thinkMs: 0, mix: { list: 8, stock: 2, add: 1 } },
    ]);
    expect(quest.tried.length).toBe(30);
    expect(finding.evidence).toContain(`an earlier failure holds now: ${writeScenario(example)}`);
  });

  it('has both ends even where fewer scenarios were asked for, and one where they are the same', async () => {
    const settings = questOf(healthy).settings;
    const few = questOf(healthy, { settings: { ...settings, scenarios: 1 } });
    await exploreStability(few);
    expect(few.tried.map(({ users }) => users)).toEqual([1, 20]);
    const single = questOf(healthy, { settings: { ...settings, scenarios: 1 }, users: { min: 4, max: 4 } });
    expect((await exploreStability(single)).finding.sentence).toBe(
      'p95, mean and errors stayed within their limits in 1 scenario of 4 users',
    );
    expect(single.tried.length).toBe(1);
  });

  it('passes over earlier failures that are open loads or ask for other operations or users, and cuts those that ask for more time', async () => {
    const { users: _, thinkMs: __, ...load } = example;
    const open: Scenario = { ...load, model: 'open', arrivals: { pattern: 'constant', ratePerSecond: 10 }, connections: 1 };
    const examples = [
      open,
      { ...example, mix: { gone: 1 } },
      { ...example, users: 21 },
      { ...example, durationMs: 600_000, warmupMs: 600_000 },
    ];
    const quest = questOf(healthy, { examples });
    const { finding } = await exploreStability(quest);
    expect(quest.tried[0]).toEqual({ ...example, durationMs: 1_000, warmupMs: 150 });
    expect(quest.tried[1]?.users).toBe(1);
    expect(finding.evidence[2]).toMatch(/^3 earlier failures were passed over/);
  });

  it('comes again with the same seed, and another with another', async () => {
    const runs = [5, 5, 6].map((seed) => questOf(healthy, { seed }));
    for (const quest of runs) await exploreStability(quest);
    expect(runs[0]?.tried).toEqual(runs[1]?.tried);
    expect(runs[0]?.tried.slice(2)).not.toEqual(runs[2]?.tried.slice(2));
  });

  it('begins with the failing scenario when it is given its seed and path', async () => {
    const serve = ({ mix, users }: ClosedScenario): { p95Ms: number } => ({ p95Ms: mix['add'] === undefined && users > 3 ? 900 : 100 });
    for (const seed of [3, 0xffff_fff0]) {
      const first = questOf(serve, { seed, examples: [{ ...example, users: 2 }] });
      const found = await exploreStability(first);
      expect(found.finding.kind).toBe('broken');
      const failing = first.tried[found.search.scenarios - 1];
      expect(Number(found.search.path)).toBe(found.search.scenarios - 1);
      const again = questOf(serve, { seed, path: found.search.path, examples: [{ ...example, users: 2 }] });
      const foundAgain = await exploreStability(again);
      expect(again.tried[0]).toEqual(failing);
      expect(foundAgain.search).toMatchObject({ scenarios: 1, path: found.search.path, seed });
    }
  });

  it.each(['abc', '-1', '1:2', '999999999', '1 '])('refuses the path %j', async (path) => {
    await expect(exploreStability(questOf(healthy, { path }))).rejects.toThrow('Cannot begin at path');
  });
});

describe('a service that fails from so many users on', () => {
  it.each([1, 2, 3, 7, 13, 19, 20])('is found, and its smallest failing load is exact without noise: %i', async (failsFrom) => {
    const quest = questOf(growing(failsFrom, 0, () => 0.5));
    const { finding, counterexamples } = await exploreStability(quest);
    expect(finding).toMatchObject({
      kind: 'broken',
      id: 'property.stability',
      limit: 500,
      unit: 'ms',
      replay: `plimsoll replay u${failsFrom}`,
    });
    const where = failsFrom === 20 ? 'at 20 users' : failsFrom === 1 ? 'already at 1 user' : `already at ${failsFrom} users`;
    expect(finding.sentence).toMatch(new RegExp(`^\`p95\` is .* of 500 ms ${where}$`));
    expect(counterexamples.map(({ property, scenario }) => [property, usersOf(scenario)])).toEqual([['property.stability', failsFrom]]);
  });

  it('is named within ±1 users, and lies in its interval, in at least 90 % of 100 seeds at 10 % noise', async () => {
    let close = 0;
    let held = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const failsFrom = 2 + (seed % 15);
      const { finding, smallest } = await exploreStability(questOf(growing(failsFrom, 0.1, chance(seed)), { seed }));
      if (finding.kind !== 'broken' || smallest === null) throw new Error('it fails from few users on');
      expect(finding.sentence).toContain(`at ${smallest.least} user`);
      if (Math.abs(smallest.least - failsFrom) <= 1) close += 1;
      if (smallest.interval[0] <= failsFrom && failsFrom <= smallest.interval[1]) held += 1;
    }
    expect(close).toBeGreaterThanOrEqual(90);
    expect(held).toBeGreaterThanOrEqual(90);
  });

  it('is replayed under users enough that it nearly always fails again: at least 80 of 100 times at 25 % noise', async () => {
    let again = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const serve = growing(9, 0.25, chance(seed));
      const { counterexamples } = await exploreStability(questOf(serve, { seed }));
      const [text = ''] = counterexamples.map(({ scenario }) => scenario);
      if (serve({ ...example, users: usersOf(text) }).p95Ms > 500) again += 1;
    }
    expect(again).toBeGreaterThanOrEqual(80);
  });

  it('is confirmed by three further measurements before it counts', async () => {
    const quest = questOf(({ users }) => ({ p95Ms: users === 20 ? 900 : 100 }));
    const { finding } = await exploreStability(quest);
    expect(quest.tried.slice(0, 5).map(({ users }) => users)).toEqual([1, 20, 20, 20, 20]);
    expect(finding.evidence.find((line) => line.startsWith('found at 20 users'))).toContain(
      '(broke in 4 of 4 measurements, none of them in a fresh process, which is not to be had here)',
    );
  });

  it('is stripped of what does not matter: think time, the other operations, all keys but one, and most of its time', async () => {
    const failing: ClosedScenario = {
      ...example,
      mix: { list: 3, stock: 1, add: 4 },
      thinkMs: 20,
      durationMs: 2_000,
      warmupMs: 300,
    };
    const quest = questOf(({ mix, users }) => ({ p95Ms: mix['list'] !== undefined && users >= 5 ? 900 : 100 }), {
      examples: [failing],
      scenarioMs: 2_000,
    });
    const { counterexamples, finding } = await exploreStability(quest);
    expect(readScenario(counterexamples[0]?.scenario ?? '')).toEqual({
      ...failing,
      users: 5,
      thinkMs: 0,
      mix: { list: 1 },
      keys: 1,
      durationMs: 500,
      warmupMs: 75,
    });
    expect(finding.evidence).toContain(
      'made simpler at 5 users: think time 0ms: broke · list alone: broke · 1 key: broke · 1s long: broke · 500ms long: broke',
    );
  });

  it('keeps what does matter', async () => {
    const failing: ClosedScenario = { ...example, mix: { list: 3, stock: 1 }, thinkMs: 20 };
    const serve = ({ mix, thinkMs, users, keys, durationMs }: ClosedScenario): { p95Ms: number } => ({
      p95Ms: users >= 5 && thinkMs > 0 && Object.keys(mix).length === 2 && keys > 1 && durationMs > 700 ? 900 : 100,
    });
    const { counterexamples } = await exploreStability(questOf(serve, { examples: [{ ...failing, durationMs: 1_000 }] }));
    expect(readScenario(counterexamples[0]?.scenario ?? '')).toEqual({ ...failing, users: 5, durationMs: 1_000 });
  });

  it('is told by its errors, with examples', async () => {
    const { finding } = await exploreStability(questOf(({ users }) => ({ p95Ms: 100, errors: users >= 4 ? 120 : 0 })));
    expect(finding).toMatchObject({
      kind: 'broken',
      sentence: '12 % of requests fail (limit 5 %) already at 4 users',
      measured: 12,
      limit: 5,
      unit: '%',
    });
    expect(finding.evidence).toContain('status: HTTP 500');
  });

  it('says that an earlier failure still breaks', async () => {
    const { finding, search } = await exploreStability(
      questOf(
        growing(5, 0, () => 0.5),
        { examples: [example] },
      ),
    );
    expect(search.scenarios).toBe(1);
    expect(finding.evidence).toContain(`an earlier failure still breaks: ${writeScenario(example)}`);
  });
});

describe('a crash', () => {
  const crashed = { kind: 'killed', signal: 'SIGSEGV' } as const;

  it('ends the search at once: nothing is measured on a dead service', async () => {
    const quest = questOf(({ users }) => ({ p95Ms: 100, crashed: users >= 12 ? crashed : null }));
    const { finding, counterexamples, trials } = await exploreStability(quest);
    expect(trials).toBe(2);
    expect(finding).toMatchObject({
      kind: 'broken',
      sentence: 'the service was killed by SIGSEGV at 20 users',
      measured: null,
      replay: 'plimsoll replay u20',
    });
    expect(counterexamples.length).toBe(1);
  });

  it('ends confirming and shrinking, too', async () => {
    for (const fatal of [3, 6]) {
      let calls = 0;
      const quest = questOf(({ users }) => ({ p95Ms: users >= 3 ? 900 : 100, crashed: ++calls === fatal ? crashed : null }));
      const { finding } = await exploreStability(quest);
      expect(quest.tried.length).toBe(fatal);
      expect(finding.sentence).toContain('was killed by SIGSEGV');
    }
  });
});

describe('a spoiled measurement', () => {
  it('never blames the service for latency, and nothing is known when all are spoiled', async () => {
    const quest = questOf(() => ({ p95Ms: 9_000, spoiled: { kind: 'spoiled', sentence: 'The load generator was late.' } }));
    const { finding, counterexamples } = await exploreStability(quest);
    expect(finding).toMatchObject({
      kind: 'inconclusive',
      sentence: 'No scenario could be judged: The load generator was late.',
      measured: null,
    });
    expect(counterexamples).toEqual([]);
    expect(finding.evidence.length).toBeLessThan(10);
  });

  it('does not hide errors that the service answered with', async () => {
    const { finding } = await exploreStability(
      questOf(() => ({ p95Ms: 9_000, errors: 500, spoiled: { kind: 'spoiled', sentence: 'late' } })),
    );
    expect(finding).toMatchObject({ kind: 'broken', sentence: '50 % of requests fail (limit 5 %) already at 1 user' });
  });

  it('is measured once more, because the runner may only have stumbled', async () => {
    let calls = 0;
    const quest = questOf(() => ({ p95Ms: 100, spoiled: ++calls % 2 === 1 ? { kind: 'spoiled', sentence: 'late' } : null }));
    expect((await exploreStability(quest)).finding).toMatchObject({
      kind: 'held',
      sentence: 'p95, mean and errors stayed within their limits in 30 scenarios of 1–20 users',
    });
  });

  it('at the most users leaves the property open, however well fewer users fared', async () => {
    const quest = questOf(({ users }) => ({ p95Ms: 100, spoiled: users > 12 ? { kind: 'spoiled', sentence: 'late' } : null }));
    const { finding } = await exploreStability(quest);
    expect(finding.kind).toBe('inconclusive');
    expect(finding.sentence).toMatch(
      /^p95, mean and errors stayed within their limits in \d+ scenarios of 1–1[012] users, but none of 20 users could be judged: late$/,
    );
  });
});

describe('the budget', () => {
  it('is never overdrawn, whatever is found in it', async () => {
    for (const budgetMs of [0, 500, 1_200, 3_000, 7_000, 12_000, 30_000]) {
      for (const failsFrom of [2, 9, 40]) {
        const quest = questOf(
          growing(failsFrom, 0, () => 0.5),
          { budgetMs, examples: [example] },
        );
        const { trials } = await exploreStability(quest);
        expect(quest.world.now()).toBeLessThanOrEqual(budgetMs);
        expect(trials).toBe(quest.tried.length);
      }
    }
  });

  it('counts what measuring costs beside the load', async () => {
    const quest = questOf(healthy, { budgetMs: 20_000 });
    const slow = {
      ...quest,
      tryScenario: async (scenario: Scenario) => {
        await quest.world.sleep(1_000);
        return quest.tryScenario(scenario);
      },
    };
    const { finding, search } = await exploreStability(slow);
    expect(quest.world.now()).toBeLessThanOrEqual(20_000);
    expect(quest.world.now()).toBeGreaterThan(10_000);
    expect(finding.evidence[0]).toBe(`${search.scenarios} of 30 scenarios tried in ${search.scenarios} measurements; the time was up`);
  });

  it('that is too short for one scenario leaves the property open', async () => {
    const { finding, trials } = await exploreStability(questOf(healthy, { budgetMs: 100 }));
    expect(trials).toBe(0);
    expect(finding).toMatchObject({ kind: 'inconclusive', sentence: 'No scenario could be tried in the time there was' });
  });

  it('that ends before a failure is confirmed does not blame the service', async () => {
    const { finding, counterexamples } = await exploreStability(
      questOf(
        growing(9, 0, () => 0.5),
        { budgetMs: 3_500 },
      ),
    );
    expect(finding).toMatchObject({ kind: 'inconclusive' });
    expect(finding.sentence).toContain('not confirmed: no time was left');
    expect(counterexamples).toEqual([]);
  });

  it('that ends while shrinking leaves the smallest found so far, and says how far down it may go', async () => {
    const quest = questOf(
      growing(9, 0, () => 0.5),
      { budgetMs: 7_000 },
    );
    const { finding, smallest } = await exploreStability(quest);
    const users = quest.tried.at(-1)?.users ?? 0;
    expect(quest.tried.length).toBe(6);
    expect([10, 11]).toContain(users);
    expect(finding.sentence).toContain(`already at ${users} users`);
    expect(smallest?.least).toBe(users);
    expect(smallest?.interval[0]).toBeLessThan(9);
    expect(finding.evidence[1]).toBe(`fails from ${users} users on (90 %: ${smallest?.interval.join(' to ')})`);
  });

  it('is left alone once we are asked to stop', async () => {
    const stop = new AbortController();
    const quest = questOf(() => {
      if (quest.tried.length === 4) stop.abort();
      return healthy();
    });
    await exploreStability({ ...quest, world: { ...quest.world, interrupted: stop.signal } });
    expect(quest.tried.length).toBe(4);
  });
});

describe('a hang', () => {
  const test = drainTest();

  it('ends the search at once, is told for itself with the command that leads to it, and leaves the property open', async () => {
    const quest = questOf(({ users }) => (users === 20 ? { p95Ms: 10, hang: test } : healthy()));
    const { finding, hang, counterexamples, trials } = await exploreStability(quest);
    const stuck = quest.tried[1];
    if (stuck === undefined) throw new Error('two scenarios were tried');
    expect(trials).toBe(2);
    expect(hang).toEqual({ test, replay: 'plimsoll replay u20' });
    expect(finding).toMatchObject({
      kind: 'inconclusive',
      id: 'property.stability',
      sentence: 'The search ended when the service got stuck at 20 users, which is a finding of its own',
    });
    expect(finding.evidence[0]).toBe(`it got stuck in ${writeScenario(stuck)}`);
    expect(counterexamples).toEqual([{ property: 'property.stability', scenario: writeScenario(stuck) }]);
  });

  it('that comes while another failure is confirmed is told instead of it', async () => {
    let calls = 0;
    const { finding, hang } = await exploreStability(questOf(() => ((calls += 1) === 1 ? { p95Ms: 900 } : { p95Ms: 900, hang: test })));
    expect(finding.kind).toBe('inconclusive');
    expect(hang?.test).toBe(test);
  });

  it('that comes while another failure is made smaller is told beside it, each with its own command', async () => {
    const quest = questOf((scenario) =>
      scenario.users < 20 && quest.tried.length > 5 ? { p95Ms: 9, hang: test } : growing(9, 0, () => 0.5)(scenario),
    );
    const { finding, hang } = await exploreStability(quest);
    const users = quest.tried.at(-1)?.users;
    expect(finding).toMatchObject({ kind: 'broken', replay: 'plimsoll replay u20' });
    expect(hang).toEqual({ test, replay: `plimsoll replay u${users}` });
    expect(users).toBeLessThan(20);
    expect(quest.tried.length).toBe(6);
  });

  it('is none where nothing hung', async () => {
    expect((await exploreStability(questOf(healthy))).hang).toBeNull();
    expect((await exploreStability(questOf(growing(9, 0, () => 0.5)))).hang).toBeNull();
  });
});

describe('the search itself', () => {
  it('passes on what kept it from measuring, and does not take it for a counterexample', async () => {
    const lost = new Error('engine lost');
    const quest = questOf(() => {
      if (quest.tried.length === 3) throw lost;
      return healthy();
    });
    await expect(exploreStability(quest)).rejects.toBe(lost);
    expect(quest.tried.length).toBe(3);
  });

  it('tells where it is', async () => {
    const told: string[] = [];
    const quest = questOf(
      growing(9, 0, () => 0.5),
      { onTrial: (done, planned, note) => told.push(`${done}/${planned} ${note}`) },
    );
    await exploreStability(quest);
    const confirming = Array.from({ length: 3 }, () => '1/30 1 being confirmed');
    expect(told.slice(0, 6)).toEqual(['0/30 ', '1/30 ', ...confirming, '2/30 shrinking']);
    expect(told.at(-1)).toBe('2/30 ');
  });

  it('leaves out operations that are switched off', async () => {
    const quest = questOf(healthy, { operations: [operationOf('list', 1), operationOf('off', 0)] });
    await exploreStability(quest);
    expect(quest.tried.every(({ mix }) => !Object.hasOwn(mix, 'off'))).toBe(true);
  });
});
