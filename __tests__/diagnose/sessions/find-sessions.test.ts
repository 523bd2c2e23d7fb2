import { describe, expect, it } from 'vitest';
import { confirmFindings } from '../../../src/diagnose/sessions/confirm.ts';
import { findSessions } from '../../../src/diagnose/sessions/find-sessions.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { SessionLevel, SessionsSeen } from '../../../src/model/sessions.ts';
import { aLevel, aSession, aStage, limits, someSessions } from './some-sessions.ts';

const asked = { limits, levels: [5, 10, 20, 30], carriesSecrets: true };

function find(id: string, given: Partial<SessionsSeen> = {}, carriesSecrets = true): Finding {
  const finding = findSessions(someSessions(given), { ...asked, carriesSecrets }).find((each) => each.id === `sessions.${id}`);
  if (finding === undefined) throw new Error(`no finding ${id}`);
  return finding;
}

/** The main level alone, changed. */
const main = (given: Partial<SessionLevel>): Partial<SessionsSeen> => ({ levels: [aLevel(20, given)] });

describe('findings on sessions', () => {
  it('all hold for a program that begins, answers, keeps apart and ends', () => {
    const findings = findSessions(someSessions(), asked);
    expect(findings.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'sessions.lifecycle held',
      'sessions.initialisation held',
      'sessions.command held',
      'sessions.isolation held',
      'sessions.coordination held',
      'sessions.concurrent held',
      'sessions.scaling held',
      'sessions.resources held',
      'sessions.mixed held',
      'sessions.cleanup held',
    ]);
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      '70 sessions began, answered and ended, and nothing of them is left',
      'A session is ready in 200 ms alone, 20 at once in 200 ms',
      '95 % of operations take 2.5 ms or less in a session alone, 2.5 ms among 20',
      '30 sessions at once were shown nothing of one another, in 19\u2009000 answers'.replace('19\u2009000', sum()),
      'Under a limit of 10 at once 5 sessions waited 112 ms on average, 114 ms at most, in the order of asking',
      '20 sessions at once all answered, 2\u2009000 operations, none of which failed',
      'From 5 to 30 sessions more never carry less than fewer',
      'A session takes up 57.2 MB of memory, 22 descriptors, 11 threads, 1.5 % of a core',
      '20 sessions were asked in 3 patterns (steady, think times, bursts), 6\u2009000 operations, none of which failed',
      'All of what sessions held came back when they had ended',
    ]);
  });

  it('say that nothing was looked at, with no number, where nothing was seen', () => {
    const findings = findSessions({ areProcesses: true, tellReady: true, cores: 2, alone: null, levels: [], queue: null }, asked);
    expect(findings).toHaveLength(10);
    expect(findings.every(({ kind, measured, limit }) => kind === 'inconclusive' && measured === null && limit === null)).toBe(true);
  });

  it('tell a session that answers nothing, one that has to be killed, and one that leaves a process', () => {
    const silent = aSession(0, { answers: 0, callsMs: [], failure: 'it ended with status 3' });
    const forced = aSession(1, { endMs: 3_010 });
    const alone = { stage: aStage([silent, forced, aSession(2)]), emptyMs: [40], left: 2 };
    expect(find('lifecycle', { alone })).toMatchObject({
      kind: 'broken',
      measured: 4,
      limit: 0,
      sentence:
        'Of 68 sessions 1 session did not begin, or gave no right answer, 1 of the 3 that were alone had to be killed, 2 processes of theirs lived on',
    });
    expect(find('lifecycle', { alone: { stage: aStage([forced]), emptyMs: [40], left: 1 }, levels: [] }).sentence).toBe(
      'A session was begun, and it had to be killed, 1 process of it lived on',
    );
    const signalled = { ...alone, stage: aStage([aSession(1, { endMs: 1_400 })]), left: 0 };
    expect(find('lifecycle', { alone: signalled })).toMatchObject({ kind: 'held' });
    expect(find('lifecycle', { alone: signalled }).evidence[1]).toMatch(/^1 session did not end with the end of their input/);
    expect(find('lifecycle', { alone }).evidence.at(-1)).toBe('the first failure, in session 0: it ended with status 3');
  });

  it('blame a slow start on the program only where an empty process is quick', () => {
    const slow = aStage(Array.from({ length: 5 }, (_, session) => aSession(session, { readyMs: 5_400 })));
    expect(find('initialisation', { alone: { stage: slow, emptyMs: [40], left: 0 } })).toMatchObject({
      kind: 'broken',
      measured: 5_400,
      limit: 5_000,
    });
    expect(find('initialisation', { alone: { stage: slow, emptyMs: [900], left: 0 } })).toMatchObject({ kind: 'inconclusive' });
  });

  it('count the first answer as the beginning where no session tells that it can be used', () => {
    const callsMs = [900, ...Array.from({ length: 19 }, () => 2)];
    const slow = aStage(Array.from({ length: 5 }, (_, session) => aSession(session, { readyMs: 5, callsMs })));
    const alone = { stage: slow, emptyMs: [40], left: 0 };
    expect(find('initialisation', { alone, tellReady: false, levels: [] })).toMatchObject({ kind: 'held', measured: 905 });
    expect(find('command', { alone, tellReady: false, levels: [] })).toMatchObject({ kind: 'held', measured: 2 });
    // Nothing else was answered: better late than never told.
    const once = { ...alone, stage: aStage([aSession(0, { readyMs: 5, callsMs: [900], answers: 1 })]) };
    expect(find('command', { alone: once, tellReady: false, levels: [] })).toMatchObject({ measured: 900 });
    // What is asked to begin tells by its answer that it has.
    expect(find('initialisation', { alone, levels: [] })).toMatchObject({ measured: 5 });
  });

  it('blame a slow start of many at once only for what is far beyond as many empty processes', () => {
    const slow = (readyMs: number) => aStage(Array.from({ length: 20 }, (_, session) => aSession(session, { readyMs })));
    // Alone 200 ms, the machine ten times as slow: 2 s explained, 6 s allowed.
    expect(find('initialisation', main({ begun: slow(5_900) }))).toMatchObject({ kind: 'held', measured: 200 });
    const broken = find('initialisation', main({ begun: slow(6_600) }));
    expect(broken).toMatchObject({ kind: 'broken', measured: 6_600, unit: 'ms' });
    expect(broken.limit).toBeCloseTo(6_000, 6);
    expect(find('initialisation', main({ begun: slow(6_600), emptyMs: [] }))).toMatchObject({ kind: 'inconclusive' });
  });

  it('blame slow operations among many only where the machine had cores to spare', () => {
    const slow = aStage(Array.from({ length: 20 }, (_, session) => aSession(session, { callsMs: Array.from({ length: 50 }, () => 700) })));
    expect(find('command', main({ used: slow }))).toMatchObject({ kind: 'broken', measured: 700, limit: 500, interval: [700, 700] });
    expect(find('command', main({ used: slow, using: { ran: 1.6, wanted: 1.7 } }))).toMatchObject({ kind: 'inconclusive' });
    expect(find('command', main({ used: slow, using: { ran: 0.5, wanted: 1.5 } }))).toMatchObject({ kind: 'inconclusive' });
  });

  it('prove a leaked secret, and say what no secret was sent with', () => {
    const used = aStage(20, { leaks: 3, secrets: [{ asker: 2, owner: 5, operation: 'note', count: 3 }] });
    expect(find('isolation', main({ used }))).toMatchObject({
      kind: 'broken',
      measured: 3,
      evidence: ['note: session 2 was shown the secret of session 5, 3 times'],
    });
    expect(find('isolation', {}, false)).toMatchObject({ kind: 'inconclusive', measured: null });
    const mute = aStage(20, {});
    const silent = { ...mute, sessions: mute.sessions.map((each) => ({ ...each, ownSecrets: 0 })) };
    const level = aLevel(20, { begun: silent, used: silent, ended: silent, patterns: [] });
    expect(find('isolation', { levels: [level], queue: null }).evidence[0]).toMatch(/^no answer repeats/);
  });

  it('tell a lost start from a long wait under a limit', () => {
    const queue = (given: Parameters<typeof aSession>[1]) => ({
      queue: { limit: 1, stage: aStage([aSession(0), aSession(1, given)]) },
    });
    expect(find('coordination', queue({ placedAtMs: 2_100 }))).toMatchObject({ kind: 'broken', measured: 2_100, limit: 2_000, unit: 'ms' });
    expect(find('coordination', queue({ placedAtMs: 1_500 }))).toMatchObject({ kind: 'broken', measured: 1_500, limit: 1_000 });
    expect(find('coordination', queue({ answers: 0 }))).toMatchObject({ kind: 'broken', measured: 1, unit: 'count' });
    expect(find('coordination', queue({ placedAtMs: null, answers: 0 }))).toMatchObject({ kind: 'broken', measured: 1 });
    expect(find('coordination', queue({ placedAtMs: 900 }))).toMatchObject({ kind: 'held', measured: 900 });
  });

  it('ask of all at once that each answers, and that errors stay surely within their limit', () => {
    const silent = aStage([...aStage(19).sessions, aSession(19, { answers: 0, callsMs: [] })]);
    expect(find('concurrent', main({ used: silent }))).toMatchObject({
      kind: 'broken',
      sentence: '1 session of 20 did not begin, or gave no right answer',
    });
    const failing = (errors: number) => aStage([...aStage(19).sessions, aSession(19, { errorKinds: { rejected: errors } })]);
    expect(find('concurrent', main({ used: failing(200) }))).toMatchObject({ kind: 'broken', limit: 5, unit: '%' });
    expect(find('concurrent', main({ used: failing(110) }))).toMatchObject({ kind: 'inconclusive' });
    expect(find('concurrent', main({ used: failing(20) }))).toMatchObject({ kind: 'held' });
    expect(find('mixed', main({ used: failing(1_000) }))).toMatchObject({ kind: 'broken' });
  });

  it('tell a fall of more than a fifth, unless the machine was full', () => {
    const fallen = (given: Partial<SessionLevel>) => ({
      levels: [
        aLevel(5),
        aLevel(10),
        aLevel(30, {
          used: aStage(Array.from({ length: 30 }, (_, at) => aSession(at, { answers: 25, callsMs: Array.from({ length: 25 }, () => 10) }))),
          ...given,
        }),
      ],
    });
    const broken = find('scaling', fallen({}));
    expect(broken).toMatchObject({ kind: 'broken', limit: 20, sentence: '30 sessions carry 25 % less than 10 do' });
    expect(broken.evidence).toContain('not looked at, for want of time: 20 sessions');
    expect(broken.evidence.some((line) => line.startsWith('by the universal scalability law'))).toBe(true);
    const ragged = aStage(
      Array.from({ length: 30 }, (_, at) =>
        aSession(at, { answers: 25, callsMs: Array.from({ length: 25 }, (_each, call) => (call < 15 ? 2 : 22)) }),
      ),
    );
    expect(find('scaling', fallen({ used: ragged }))).toMatchObject({
      kind: 'inconclusive',
      sentence: '30 sessions carry 25 % less than 10 do, but not surely',
    });
    // As much CPU as fewer had, at a full machine: nobody can tell. A third of that: it was the CPU they lacked.
    expect(find('scaling', fallen({ using: { ran: 0.5, wanted: 2.4 } }))).toMatchObject({ kind: 'inconclusive', measured: 25 });
    expect(find('scaling', fallen({ using: { ran: 0.4, wanted: 2.4 } }))).toMatchObject({ kind: 'held', limit: 20 });
  });

  it('hold each session to its memory, descriptors, threads and CPU, at rest as well', () => {
    const during = { processes: 20, rssBytes: 20 * 60e6, descriptors: 20 * 22, threads: 20 * 11 };
    expect(find('resources', main({ during: { ...during, descriptors: 2_000 } }))).toMatchObject({
      kind: 'broken',
      measured: 100,
      limit: 100,
      unit: 'count',
    });
    expect(find('resources', main({ during: { ...during, threads: 1_020 } }))).toMatchObject({ kind: 'broken', measured: 51, limit: 50 });
    expect(find('resources', main({ during: { ...during, rssBytes: 20e9 } }))).toMatchObject({
      kind: 'broken',
      measured: 1e9,
      unit: 'bytes',
    });
    // Twenty that spin on two cores have a tenth each, and want one.
    expect(find('resources', main({ resting: { ran: 2, wanted: 19 } }))).toMatchObject({ kind: 'broken', unit: '%', measured: 95 });
    expect(find('resources', main({ before: null, during: null, resting: null, patterns: [] }))).toMatchObject({
      kind: 'inconclusive',
      measured: null,
    });
  });

  it('want nearly all back when sessions end; a service may keep its memory', () => {
    const during = { processes: 21, rssBytes: 900e6, descriptors: 120, threads: 30 };
    const before = { processes: 1, rssBytes: 100e6, descriptors: 20, threads: 11 };
    const kept = main({ before, during, after: { ...before, rssBytes: 800e6 } });
    expect(find('cleanup', kept)).toMatchObject({ kind: 'broken', measured: 12.5, limit: 95 });
    expect(find('cleanup', { ...kept, areProcesses: false })).toMatchObject({ kind: 'held', measured: 100 });
    expect(find('cleanup', { ...main({ before, during, after: { ...before, descriptors: 30 } }), areProcesses: false })).toMatchObject({
      kind: 'broken',
      measured: 90,
      evidence: ['20 sessions: descriptors 20 → 120 → 30, 90 % back'],
    });
  });

  it('never throw, and name what they say, whatever was seen', () => {
    const empty = aStage([]);
    const level = aLevel(20, {
      begun: empty,
      used: empty,
      ended: empty,
      patterns: [],
      emptyMs: [],
      before: null,
      resting: null,
      using: null,
    });
    const findings = findSessions(
      someSessions({ alone: { stage: empty, emptyMs: [], left: 0 }, levels: [level], queue: { limit: 10, stage: empty } }),
      asked,
    );
    expect(findings.every(({ sentence, measured }) => sentence.length > 0 && !sentence.includes('NaN') && !Number.isNaN(measured))).toBe(
      true,
    );
  });
});

describe('a second look', () => {
  const broken: Finding = { id: 'sessions.command', kind: 'broken', sentence: 'Slow', measured: 700, limit: 500, unit: 'ms', evidence: [] };
  const held: Finding = { ...broken, kind: 'held', sentence: 'Fast', measured: 5 };

  it('is what a broken finding needs, and leaves the others as they are', () => {
    expect(confirmFindings([broken, { ...held, id: 'x' }], [broken])).toEqual([
      { ...broken, evidence: ['measured twice, broken both times'] },
      { ...held, id: 'x' },
    ]);
    expect(confirmFindings([broken], [held])).toEqual([{ ...held, evidence: ['seen once and not again: Slow'] }]);
    expect(confirmFindings([broken], null)[0]).toMatchObject({
      kind: 'inconclusive',
      measured: 700,
      sentence: 'Slow, but there was no time to look again',
    });
    expect(confirmFindings([broken], [{ ...held, kind: 'inconclusive' }])[0]).toMatchObject({ kind: 'inconclusive', measured: 700 });
  });

  it('is not needed where one proves it', () => {
    const leak: Finding = { ...broken, id: 'sessions.isolation' };
    expect(confirmFindings([leak], null)).toEqual([leak]);
  });
});

/** Answers that were searched in all stages of the healthy program: four of each level, two more patterns, and the queue. */
function sum(): string {
  const sessions = [20, 10, 30, 5].reduce((total, count) => total + 5 * count, 0) + 15;
  return String(sessions * 100).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}
