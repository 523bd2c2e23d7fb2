import { describe, expect, it } from 'vitest';
import type { ClosedScenario } from '../../src/model/scenario.ts';
import { exploreStability, type Quest } from '../../src/property/explore.ts';
import { drainTest } from '../diagnose/hang/a-drain-test.ts';
import { chance, growing, noise, questOf, type Facts } from './model-service.ts';

/** A search that can have fresh processes, and what happened in order: users for each measurement, `fresh` for each process. */
function renewable(
  serve: (scenario: ClosedScenario, life: number) => Facts,
  { startMs = 1_000, starts = () => true, ...given }: Partial<Quest> & { readonly startMs?: number; readonly starts?: () => boolean } = {},
): Quest & { readonly story: readonly (number | 'fresh')[] } {
  const story: (number | 'fresh')[] = [];
  let life = 1;
  const quest = questOf((scenario) => {
    story.push(scenario.users);
    return serve(scenario, life);
  }, given);
  const renew = async (): Promise<boolean> => {
    story.push('fresh');
    life += 1;
    await quest.world.sleep(startMs);
    return starts();
  };
  return { ...quest, story, renewal: { expectedMs: startMs, renew } };
}

const foundIn = (evidence: readonly string[]): string => evidence.find((line) => line.startsWith('found at')) ?? '';

describe('a failure', () => {
  it('is confirmed in three fresh processes where there is time', async () => {
    const quest = renewable(growing(9, 0, () => 0.5));
    const { finding } = await exploreStability(quest);
    expect(quest.story.slice(0, 8)).toEqual([1, 20, 'fresh', 20, 'fresh', 20, 'fresh', 20]);
    expect(quest.story.slice(8)).not.toContain('fresh');
    expect(foundIn(finding.evidence)).toContain('(broke in 4 of 4 measurements, each time again in a fresh process)');
  });

  it('is confirmed in the same process where starting takes too long, and says so', async () => {
    const quest = renewable(
      growing(9, 0, () => 0.5),
      { startMs: 20_000 },
    );
    const { finding } = await exploreStability(quest);
    expect(quest.story).not.toContain('fresh');
    expect(foundIn(finding.evidence)).toContain('all in one process: there was no time for fresh ones');
  });

  it('is confirmed in as many fresh processes as there is time for, when starting takes longer than it was said to', async () => {
    const quest = renewable(growing(9, 0, () => 0.5));
    const renew = async (): Promise<boolean> => {
      await quest.world.sleep(30_000);
      return true;
    };
    const { finding } = await exploreStability({ ...quest, renewal: { expectedMs: 1_000, renew } });
    expect(foundIn(finding.evidence)).toContain('1 of them in a fresh process: for more there was no time');
    expect(quest.world.now()).toBeLessThanOrEqual(120_000);
  });

  it('counts after two further measurements where there is no time for the third, and says how many there were', async () => {
    const quest = questOf(
      growing(9, 0, () => 0.5),
      { budgetMs: 5_000 },
    );
    const { finding } = await exploreStability(quest);
    expect(quest.tried.map(({ users }) => users)).toEqual([1, 20, 20, 20]);
    expect(finding).toMatchObject({ kind: 'broken', replay: 'plimsoll replay u20' });
    expect(foundIn(finding.evidence)).toContain('(broke in 3 of 3 measurements, ');
  });

  it('of an aged process alone is retracted, and the search goes on', async () => {
    const quest = renewable(({ users }, life) => ({ p95Ms: users === 20 && life === 1 ? 900 : 100 }));
    const { finding, search } = await exploreStability(quest);
    expect(quest.story.slice(0, 4)).toEqual([1, 20, 'fresh', 20]);
    expect(finding.kind).toBe('held');
    expect(search.scenarios).toBe(30);
  });

  it('is left open when no fresh process starts, and nothing is measured any more', async () => {
    const quest = renewable(
      growing(9, 0, () => 0.5),
      { starts: () => false },
    );
    const { finding, counterexamples } = await exploreStability(quest);
    expect(quest.story).toEqual([1, 20, 'fresh']);
    expect(finding).toMatchObject({ kind: 'inconclusive' });
    expect(finding.sentence).toContain('at 20 users, seen, but not confirmed: no fresh process of the service started');
    expect(counterexamples).toEqual([]);
  });

  it('never takes more time than there is, fresh processes included', async () => {
    for (const budgetMs of [4_000, 8_000, 16_000, 40_000]) {
      for (const startMs of [200, 1_000, 3_000]) {
        const quest = renewable(
          growing(9, 0, () => 0.5),
          { budgetMs, startMs },
        );
        await exploreStability(quest);
        expect(quest.world.now()).toBeLessThanOrEqual(budgetMs);
      }
    }
  });

  it('that was four measurements’ bad luck is retracted by the bisection: told, never blamed', async () => {
    const quest = questOf(({ users }) => ({ p95Ms: users === 20 && quest.tried.length <= 5 ? 560 : 400 }));
    const { finding, counterexamples, smallest, search } = await exploreStability(quest);
    expect(finding.kind).toBe('held');
    expect(search.scenarios).toBe(30);
    expect({ counterexamples, smallest }).toEqual({ counterexamples: [], smallest: null });
    expect(finding.evidence[1]).toMatch(
      /^retracted: `p95` is 560 ms of 500 ms in u20 closed .*, but it held when measured again \(\d+ measurements\)$/,
    );
  });

  it('is no false alarm in more than 2 of 100 services at 83 % of their limit, at 25 % noise', async () => {
    let alarms = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = chance(seed);
      const quest = questOf(({ users }) => ({ p95Ms: (500 / 30) * (5 + 0.05 * users ** 2) * noise(0.25, random) }), { seed });
      if ((await exploreStability(quest)).finding.kind === 'broken') alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(2);
  });
});

describe('a crash that a fresh process makes good', () => {
  const crashed = { kind: 'killed', signal: 'SIGSEGV' } as const;

  it('is halved to the fewest users: one measurement each, and a start only after a death', async () => {
    const quest = renewable(({ users }) => ({ p95Ms: 100, crashed: users >= 12 ? crashed : null }));
    const { finding, smallest, trials } = await exploreStability(quest);
    expect(quest.story).toEqual([1, 20, 'fresh', 10, 15, 'fresh', 12, 'fresh', 11]);
    expect(trials).toBe(6);
    expect(smallest).toBeNull();
    expect(finding).toMatchObject({
      kind: 'broken',
      sentence: 'the service was killed by SIGSEGV already at 12 users',
      replay: 'plimsoll replay u12',
    });
    expect(finding.evidence).toContain(
      'shrunk in 4 measurements: 10 users: lived · 15 users: the same · 12 users: the same · 11 users: lived',
    );
  });

  it('is left where it was found when there is no time, or no fresh process', async () => {
    const serve = ({ users }: ClosedScenario): Facts => ({ p95Ms: 100, crashed: users >= 12 ? crashed : null });
    const late = renewable(serve, { budgetMs: 3_000 });
    expect((await exploreStability(late)).finding.sentence).toBe('the service was killed by SIGSEGV at 20 users');
    expect(late.story).toEqual([1, 20]);
    const gone = renewable(serve, { starts: () => false });
    expect((await exploreStability(gone)).finding.sentence).toBe('the service was killed by SIGSEGV at 20 users');
    expect(gone.story).toEqual([1, 20, 'fresh']);
  });

  it('says how far down it may go when the time is up on the way', async () => {
    const quest = renewable(({ users }) => ({ p95Ms: 100, crashed: users >= 12 ? crashed : null }), { budgetMs: 7_000 });
    const { finding } = await exploreStability(quest);
    expect(finding.sentence).toBe('the service was killed by SIGSEGV already at 15 users');
    expect(finding.evidence).toContain('not shrunk to the end: it may break anywhere from 11 to 15 users');
  });

  it('that comes while another failure is made smaller is halved from there', async () => {
    const quest = renewable(({ users }) => ({ p95Ms: users >= 3 ? 900 : 100, crashed: users >= 5 && users < 20 ? crashed : null }));
    const { finding } = await exploreStability(quest);
    expect(finding).toMatchObject({ sentence: 'the service was killed by SIGSEGV already at 5 users', replay: 'plimsoll replay u5' });
  });
});

describe('a hang that a fresh process makes good', () => {
  it('is told with the fewest users that lead to it', async () => {
    const test = drainTest();
    const quest = renewable(({ users }) => (users >= 6 ? { p95Ms: 10, hang: test } : { p95Ms: 100 }));
    const { finding, hang, counterexamples } = await exploreStability(quest);
    expect(quest.story).toEqual([1, 20, 'fresh', 10, 'fresh', 5, 7, 'fresh', 6]);
    expect(hang).toEqual({ test, replay: 'plimsoll replay u6' });
    expect(finding).toMatchObject({
      kind: 'inconclusive',
      sentence: 'The search ended when the service got stuck at 6 users, which is a finding of its own',
    });
    expect(counterexamples).toEqual([{ property: 'property.stability', scenario: expect.stringMatching(/^u6 closed /) }]);
  });
});
