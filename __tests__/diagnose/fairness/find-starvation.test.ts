import { describe, expect, it } from 'vitest';
import { findStarvation, type FairnessAsked, type StarvationSeen } from '../../../src/diagnose/fairness/find-starvation.ts';
import { openChance } from '../../../src/stats/chance.ts';
import type { ClassSeen, Crowded } from '../../../src/diagnose/fairness/service.ts';
import { aClass, serve } from './a-queue.ts';

const nobody: readonly number[] = [];
/** Hardly slower than at low load. */
const quick = (name: string): ClassSeen => aClass(name, { meanMs: 6, meanLowMs: 5.8 });

interface Given extends Partial<Omit<FairnessAsked, 'perUser'>> {
  readonly classes: FairnessAsked['classes'];
  readonly perUser: readonly number[];
  readonly unlikeness?: number | null;
}

const look = ({ perUser, unlikeness = 1, ...rest }: Given): StarvationSeen =>
  findStarvation({ users: 20, leastShare: 0.2, margin: 1, spoiled: null, perUser: { counts: perUser, unlikeness }, ...rest });
const find = (given: Given): StarvationSeen['finding'] => look(given).finding;
const kinds = [
  { name: 'list', takesMs: 0.3, weight: 6 },
  { name: 'add', takesMs: 2, weight: 3 },
  { name: 'report', takesMs: 12, weight: 1 },
];

describe('a server that does one after another', () => {
  it.each([2, 5, 20])('starves nobody as long as it takes them as they come, short ones and long ones, from %d users', (users) => {
    const { classes, perUser } = serve(kinds, users, 20_000, openChance(31, users), () => 0);
    const finding = find({ classes, perUser });
    expect(finding.kind).toBe('held');
    expect(finding.sentence).toMatch(
      /^No operation is starved by others: `\w+` fares worst, and gets \d\d\d? % of the service that the middle operation gets$/,
    );
    expect(finding.evidence.join('\n')).toMatch(/Jain's index of fairness between operations: (0\.9\d|1\.00)/);
    expect(finding.evidence.join('\n')).toMatch(
      /operations for each user: [\d\u2009]+ to [\d\u2009]+, middle [\d\u2009]+; Jain's index (0\.9\d|1\.00)/u,
    );
  });

  it.each(['list'])('starves `%s` when that always comes last', (last) => {
    const { classes } = serve(kinds, 20, 20_000, openChance(32, 0), (waiting) =>
      Math.max(
        0,
        waiting.findIndex(({ kind }) => kind.name !== last),
      ),
    );
    const finding = find({ classes, perUser: nobody });
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
    const finding = find({ classes, perUser });
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toMatch(/^User 7 of 20 is starved: 0 operations, where the middle user had /);
  });
});

describe('an operation', () => {
  it('of which nothing succeeds while others do is starved, however few they are', () => {
    const silent = aClass('export', { requests: 2, longestSilenceMs: 12_000 });
    const finding = find({ classes: [aClass('list'), aClass('add'), silent], perUser: nobody });
    expect(finding).toMatchObject({ kind: 'broken', measured: 12_000, limit: 5_000, unit: 'ms' });
    expect(finding.sentence).toBe('`export` is starved: none of it succeeded for 12 s, while others did');
  });

  it('that is slow by itself may be silent for as long as twenty of its slowest answers', () => {
    const slow = (longestSilenceMs: number) => aClass('export', { meanMs: 900, calmMs: 400, longestSilenceMs });
    const silentFor = (ms: number) => find({ classes: [aClass('list'), aClass('add'), slow(ms)], perUser: nobody });
    expect(silentFor(23_000).kind).toBe('held');
    expect(silentFor(25_000)).toMatchObject({ kind: 'broken', limit: 24_000 });
  });

  it('that is in its own way only is not starved by others', () => {
    const locked = (part: Partial<Crowded> | null) =>
      aClass('add', {
        meanMs: 900,
        meanLowMs: 850,
        crowded: part === null ? null : { users: 20, requests: 400, errors: 0, meanMs: 300, ...part },
      });
    const among = (part: Partial<Crowded> | null) => find({ classes: [quick('list'), quick('read'), locked(part)], perUser: nobody });
    expect(among(null).kind).toBe('broken');
    // Its own line is that long without the others.
    const own = among({ meanMs: 500 });
    expect(own.kind).toBe('held');
    expect(own.evidence.join('\n')).toMatch(/add: \d.* % of the middle, but hardly slower than alone/);
    // All that is under way would pass through in a third of what it waits.
    expect(among({ meanMs: 200 }).kind).toBe('broken');
    expect(among({ meanMs: 500, requests: 4 }).kind).toBe('broken');
  });

  it('that is turned away as often when it is alone is not starved by others', () => {
    const refused = (errors: number) => aClass('export', { errors: 900, crowded: { users: 20, requests: 1_000, errors, meanMs: 40 } });
    expect(find({ classes: [aClass('list'), aClass('add'), refused(890)], perUser: nobody }).kind).toBe('held');
    expect(find({ classes: [aClass('list'), aClass('add'), refused(10)], perUser: nobody }).kind).toBe('broken');
  });

  it('is told with all others that starve, and not accused of what our own trouble may have made', () => {
    const classes = [
      ...['list', 'read', 'count', 'me'].map((name) => aClass(name)),
      ...['add', 'put'].map((name) => aClass(name, { meanMs: 9_000, meanLowMs: 8_000 })),
    ];
    const seen = look({ classes, perUser: nobody });
    expect(seen.operations).toEqual(['add', 'put']);
    expect(seen.finding.sentence).toMatch(/^`add` is starved by other operations: it gets [\d.]+ % .*, and so is `put`$/);
    const trouble = { kind: 'spoiled', sentence: 'The load generator was busy.' } as const;
    const doubt = look({ classes, perUser: nobody, spoiled: trouble });
    expect(doubt).toMatchObject({ operations: [], isShort: false, finding: { kind: 'inconclusive', limit: 20 } });
    expect(doubt.finding.sentence).toMatch(/, but not surely by the service$/);
    expect(find({ classes, perUser: nobody, spoiled: { ...trouble, mostShare: 0.5 } }).kind).toBe('broken');
  });

  it('that is turned away where others are served is starved', () => {
    const refused = aClass('export', { errors: 950 });
    const fine = aClass('export', { errors: 20 });
    expect(find({ classes: [aClass('list'), aClass('add'), refused], perUser: nobody }).kind).toBe('broken');
    expect(find({ classes: [aClass('list'), aClass('add'), fine], perUser: nobody }).kind).toBe('held');
  });

  it('that fails as often in peace is not starved for it', () => {
    const failing = aClass('export', { errors: 900, calm: { requests: 100, errors: 90, meanMs: 5, p99Ms: 15 } });
    expect(find({ classes: [aClass('list'), aClass('add'), failing], perUser: nobody }).kind).toBe('held');
  });

  it('whose answers differ too much is not accused', () => {
    const wild = aClass('export', { meanMs: 900, meanLowMs: 20 });
    const finding = find({ classes: [quick('list'), quick('add'), wild], perUser: nobody });
    expect(finding.kind).toBe('inconclusive');
    expect(finding.sentence).toMatch(/^`export` may be starved/);
  });

  it('of which too little is known leaves it open', () => {
    for (const few of [aClass('export', { requests: 29 }), aClass('export', { calm: null }), aClass('export', { meanMs: null })]) {
      const finding = find({ classes: [aClass('list'), aClass('add'), few], perUser: nobody });
      expect(finding.kind).toBe('inconclusive');
      expect(finding).toMatchObject({
        sentence: 'Whether an operation starves cannot be told: too little is known of `export`',
        measured: null,
        limit: null,
      });
    }
    expect(find({ classes: [aClass('list'), aClass('export', { requests: 29 })], perUser: nobody }).evidence).toContain(
      'export: 29 operations, and 30 are needed',
    );
  });

  it('that is the only one starves nobody', () => {
    expect(find({ classes: [aClass('list')], perUser: [40, 41] })).toMatchObject({ kind: 'held', measured: null });
    expect(find({ classes: [], perUser: nobody }).kind).toBe('held');
  });
});

describe('users', () => {
  const classes = [aClass('list'), aClass('add')];

  it('of whom one has far less than the middle are not served fairly', () => {
    const perUser = [400, 410, 3, 420, 405];
    const finding = find({ classes, perUser });
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toBe('User 3 of 5 is starved: 3 operations, where the middle user had 405');
    expect(find({ classes, perUser: [400, 2, 3, 420, 405, 410, 399] }).sentence).toMatch(/^2 of 7 users are starved: 2 operations/);
  });

  it('are not judged by a handful of operations, nor by what chance makes', () => {
    expect(find({ classes, perUser: [29, 29, 0, 29] }).kind).toBe('held');
    // One who has 4 may have had 9 by right, of 40.
    expect(find({ classes, perUser: [40, 40, 4, 40] }).kind).toBe('held');
    expect(find({ classes, perUser: [29, 29, 0, 29] }).evidence.join('\n')).toMatch(/30 are needed to judge them/);
  });

  it('are not starved who drew what takes long, nor by engines that fare unlike one another', () => {
    const perUser = [400, 410, 3, 420, 405];
    expect(find({ classes, perUser, unlikeness: 12 }).kind).toBe('held');
    expect(find({ classes, perUser, unlikeness: null }).kind).toBe('held');
    const trouble = { kind: 'spoiled', sentence: 'The load generator was busy.', mostShare: 0.1 } as const;
    expect(find({ classes, perUser, spoiled: trouble }).kind).toBe('held');
    expect(look({ classes, perUser })).toMatchObject({ users: [2], operations: [] });
  });
});

describe('a lock', () => {
  /** Three kinds never wait; `read` and `write` stand in one fair line, where ten or so wait at each moment. */
  const free = ['list', 'me', 'health'].map((name) => aClass(name, { requests: 2_000, meanMs: 1, meanLowMs: 1, calmMs: 1 }));
  const holds = (name: string, calmMs: number, meanMs: number) =>
    aClass(name, {
      requests: 500,
      meanMs,
      meanLowMs: 0.95 * meanMs,
      calmMs,
      crowded: { users: 20, requests: 400, errors: 0, meanMs: 20 * calmMs },
    });

  it('that a few kinds share fairly starves none of them, however far behind the others they are', () => {
    const finding = find({ classes: [...free, holds('read', 1, 90), holds('write', 10, 100)], perUser: nobody });
    expect(finding.kind).toBe('held');
    expect(finding.evidence.join('\n')).toMatch(/^read: [\d.]+ % of the middle, but hardly slower than in a fair line$/m);
  });

  it('that prefers one of them starves the other', () => {
    const finding = find({ classes: [...free, holds('read', 1, 2), holds('write', 1, 400)], perUser: nobody });
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toMatch(/^`write` is starved/);
  });
});
