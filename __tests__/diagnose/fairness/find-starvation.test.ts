import { describe, expect, it } from 'vitest';
import { findStarvation } from '../../../src/diagnose/fairness/find-starvation.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { aClass, serve } from './a-queue.ts';

const nobody: readonly number[] = [];
const kinds = [
  { name: 'list', takesMs: 0.3, weight: 6 },
  { name: 'add', takesMs: 2, weight: 3 },
  { name: 'report', takesMs: 12, weight: 1 },
];

describe('a server that does one after another', () => {
  it.each([2, 5, 20])('starves nobody as long as it takes them as they come, short ones and long ones, from %d users', (users) => {
    const { classes, perUser } = serve(kinds, users, 20_000, openChance(31, users), () => 0);
    const finding = findStarvation({ classes, perUser });
    expect(finding.kind).toBe('held');
    expect(finding.sentence).toMatch(
      /^No operation is starved by others: `\w+` fares worst, and gets \d\d\d? % of the service that the middle operation gets$/,
    );
    expect(finding.evidence.join('\n')).toMatch(/Jain's index of fairness between operations: (0\.9\d|1\.00)/);
    expect(finding.evidence.join('\n')).toMatch(
      /operations for each user: [\d\u2009]+ to [\d\u2009]+, middle [\d\u2009]+; Jain's index (0\.9\d|1\.00)/u,
    );
  });

  it.each(['list', 'add', 'report'])('starves `%s` when that always comes last', (last) => {
    const { classes } = serve(kinds, 20, 20_000, openChance(32, 0), (waiting) =>
      Math.max(
        0,
        waiting.findIndex(({ kind }) => kind.name !== last),
      ),
    );
    const finding = findStarvation({ classes, perUser: nobody });
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toMatch(new RegExp(`^\`${last}\` is starved`));
    expect(finding).toMatchObject({ id: 'fairness.starvation', limit: 20, unit: '%' });
  });

  it('starves a user that always comes last', () => {
    const { classes, perUser } = serve(kinds, 20, 20_000, openChance(33, 0), (waiting) =>
      Math.max(
        0,
        waiting.findIndex(({ user }) => user !== 6),
      ),
    );
    const finding = findStarvation({ classes, perUser });
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toMatch(/^User 7 of 20 is starved: 0 operations, where the middle user had /);
  });
});

describe('an operation', () => {
  it('of which nothing succeeds while others do is starved, however few they are', () => {
    const silent = aClass('export', { requests: 2, longestSilenceMs: 12_000 });
    const finding = findStarvation({ classes: [aClass('list'), aClass('add'), silent], perUser: nobody });
    expect(finding).toMatchObject({ kind: 'broken', measured: 12_000, limit: 5_000, unit: 'ms' });
    expect(finding.sentence).toBe('`export` is starved: none of it succeeded for 12 s, while others did');
  });

  it('that is slow by itself may be silent for as long as twenty of its slowest answers', () => {
    const slow = (longestSilenceMs: number) => aClass('export', { meanMs: 900, calmMs: 400, longestSilenceMs });
    const find = (ms: number) => findStarvation({ classes: [aClass('list'), aClass('add'), slow(ms)], perUser: nobody });
    expect(find(23_000).kind).toBe('held');
    expect(find(25_000)).toMatchObject({ kind: 'broken', limit: 24_000 });
  });

  it('that is in its own way only is not starved by others', () => {
    const locked = (crowdedMeanMs: number | null) => aClass('add', { meanMs: 900, meanLowMs: 850, crowdedMeanMs });
    const find = (crowdedMeanMs: number | null) =>
      findStarvation({ classes: [aClass('list'), aClass('read'), locked(crowdedMeanMs)], perUser: nobody });
    expect(find(null).kind).toBe('broken');
    expect(find(300).kind).toBe('broken');
    const own = find(1_000);
    expect(own.kind).toBe('held');
    expect(own.evidence.join('\n')).toMatch(/add: \d.* % of the middle, but no slower than alone/);
  });

  it('that is turned away where others are served is starved', () => {
    const refused = aClass('export', { errors: 950 });
    const fine = aClass('export', { errors: 20 });
    expect(findStarvation({ classes: [aClass('list'), aClass('add'), refused], perUser: nobody }).kind).toBe('broken');
    expect(findStarvation({ classes: [aClass('list'), aClass('add'), fine], perUser: nobody }).kind).toBe('held');
  });

  it('that fails as often in peace is not starved for it', () => {
    const failing = aClass('export', { errors: 900, calm: { requests: 100, errors: 90, meanMs: 5, p99Ms: 15 } });
    expect(findStarvation({ classes: [aClass('list'), aClass('add'), failing], perUser: nobody }).kind).toBe('held');
  });

  it('whose answers differ too much is not accused', () => {
    const wild = aClass('export', { meanMs: 500, meanLowMs: 60 });
    const finding = findStarvation({ classes: [aClass('list'), aClass('add'), wild], perUser: nobody });
    expect(finding.kind).toBe('inconclusive');
    expect(finding.sentence).toMatch(/^`export` may be starved/);
  });

  it('of which too little is known leaves it open', () => {
    for (const few of [aClass('export', { requests: 29 }), aClass('export', { calm: null }), aClass('export', { meanMs: null })]) {
      const finding = findStarvation({ classes: [aClass('list'), aClass('add'), few], perUser: nobody });
      expect(finding.kind).toBe('inconclusive');
      expect(finding.sentence).toBe('Whether an operation starves cannot be told: too little is known of `export`');
    }
    expect(findStarvation({ classes: [aClass('list'), aClass('export', { requests: 29 })], perUser: nobody }).evidence).toContain(
      'export: 29 operations, and 30 are needed',
    );
  });

  it('that is the only one starves nobody', () => {
    expect(findStarvation({ classes: [aClass('list')], perUser: [40, 41] })).toMatchObject({ kind: 'held', measured: null });
    expect(findStarvation({ classes: [], perUser: nobody }).kind).toBe('held');
  });
});

describe('users', () => {
  const classes = [aClass('list'), aClass('add')];

  it('of whom one has far less than the middle are not served fairly', () => {
    const perUser = [400, 410, 3, 420, 405];
    const finding = findStarvation({ classes, perUser });
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toBe('User 3 of 5 is starved: 3 operations, where the middle user had 405');
    expect(findStarvation({ classes, perUser: [400, 2, 3, 420, 405, 410, 399] }).sentence).toMatch(
      /^2 of 7 users are starved: 2 operations/,
    );
  });

  it('are not judged by a handful of operations, nor by what chance makes', () => {
    expect(findStarvation({ classes, perUser: [29, 29, 0, 29] }).kind).toBe('held');
    // One who has 4 may have had 9 by right, of 40.
    expect(findStarvation({ classes, perUser: [40, 40, 4, 40] }).kind).toBe('held');
    expect(findStarvation({ classes, perUser: [29, 29, 0, 29] }).evidence.join('\n')).toMatch(/30 are needed to judge them/);
  });
});
