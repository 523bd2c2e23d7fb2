import { describe, expect, it } from 'vitest';
import { findDrain, type DrainInput } from '../../src/diagnose/drain.ts';
import { summariseDrain } from '../../src/diagnose/summary.ts';
import { idle, loaded, sockets } from './a-held.ts';

const drain = (part: Partial<DrainInput> = {}) =>
  findDrain({
    before: idle,
    under: loaded,
    after: idle,
    again: null,
    connections: 20,
    connectionsAgain: 0,
    givenUp: 0,
    waitedMs: 1_000,
    idleCores: 0.01,
    drainCores: 0.02,
    broken: [],
    ...part,
  });

describe('findDrain', () => {
  it('holds when everything came back, and says from what to what', () => {
    expect(drain()).toEqual({
      id: 'drain',
      kind: 'held',
      sentence: '38 descriptors under load, back to 21 (21 before)',
      measured: 0,
      limit: null,
      unit: 'count',
      evidence: [
        'descriptors: 21 before, 38 under load, 21 after',
        'threads: 11 before, 15 under load, 11 after',
        'processes: 1 before, 1 under load, 1 after',
        'open connections: 0 before, 17 under load, 0 after',
        'sockets in CLOSE_WAIT: 0 before, 0 under load, 0 after',
        'descriptors before: files 8, sockets 1, pipes 4, others 8; at the end: files 8, sockets 1, pipes 4, others 8',
        'cores: 0.01 before, 0.02 while it drained',
      ],
    });
  });

  it('compares processes that only began with the load with nothing, and says so', () => {
    expect(drain({ before: null })).toMatchObject({
      kind: 'held',
      measured: null,
      sentence: expect.stringMatching(/before the load there was no process yet/) as string,
    });
    expect(summariseDrain(null, { ...idle, processes: 3 })).toBe('21 descriptors in 3 processes, 11 threads, none of them before the load');
    expect(summariseDrain(idle, idle)).toBe('21 descriptors (21 before the load), 11 threads');
    expect(summariseDrain(idle, { ...idle, threads: null })).toBe('21 descriptors (21 before the load)');
    expect(summariseDrain(null, null)).toBe('load stopped');
  });

  it('holds for a pool that the first load filled, alone or with a second load', () => {
    const pool = { ...idle, descriptors: 31, threads: 19, sockets: sockets({ established: 10 }) };
    expect(drain({ after: pool })).toMatchObject({
      kind: 'held',
      measured: 10,
      sentence: '38 descriptors under load, then 31 (21 before), as many as a pool may keep',
    });
    expect(drain({ after: pool, again: { ...pool, descriptors: 32 }, connectionsAgain: 20 })).toMatchObject({
      kind: 'held',
      sentence: '38 descriptors under load, then 32 (21 before), as a pool keeps them: they hardly grew with another load',
    });
    // A pool that fills up, and one that is larger because twice as many users asked.
    const filled = { ...pool, descriptors: 36, threads: 23 };
    expect(drain({ after: pool, again: filled, connectionsAgain: 20 }).kind).toBe('held');
    const larger = { ...pool, descriptors: 41, threads: 27 };
    expect(drain({ connections: 10, after: pool, again: larger, connectionsAgain: 20 }).kind).toBe('held');
  });

  it.each([
    ['descriptors', 21, 41, 61],
    ['threads', 11, 31, 50],
    ['processes', 1, 4, 7],
  ] as const)('breaks for %s that every load adds to', (name, was, then, now) => {
    const found = drain({ after: { ...idle, [name]: then }, again: { ...idle, [name]: now }, connectionsAgain: 20 });
    expect(found).toMatchObject({
      kind: 'broken',
      sentence: `The service does not give back its ${name}: ${was} before a load, ${then} after it, ${now} after another`,
      measured: now - then,
    });
    expect(found.limit).toBeLessThan(now - then);
  });

  it('does not tell again what a leak tells', () => {
    const leaky = { after: { ...idle, descriptors: 61 }, again: { ...idle, descriptors: 101 }, connectionsAgain: 20 };
    expect(drain(leaky).kind).toBe('broken');
    expect(drain({ ...leaky, broken: ['leak.descriptors'] })).toMatchObject({
      kind: 'held',
      sentence: expect.stringMatching(/then 101 \(21 before\).*: leak\.descriptors tells of it$/),
    });
    const threads = { after: { ...idle, threads: 61 }, again: { ...idle, threads: 101 }, connectionsAgain: 20 };
    expect(drain({ ...threads, broken: ['leak.descriptors'] }).kind).toBe('broken');
    expect(drain({ ...threads, broken: ['leak.threads'] }).kind).toBe('held');
  });

  it('cannot tell from one load whether more than a pool goes on growing', () => {
    expect(drain({ after: { ...idle, descriptors: 121 } })).toMatchObject({
      kind: 'inconclusive',
      measured: 100,
      sentence: '121 descriptors after the load, and 21 before it: whether they go on growing only a further load tells',
    });
  });

  it('breaks for sockets that the service does not close', () => {
    const stuck = { ...idle, descriptors: 33, sockets: sockets({ closeWait: 12 }) };
    expect(drain({ after: stuck })).toMatchObject({
      kind: 'broken',
      measured: 12,
      limit: 3,
      sentence: '12 sockets stay in CLOSE_WAIT 1 s after the load: their clients closed them, the service did not',
    });
    expect(drain({ after: { ...idle, sockets: sockets({ closeWait: 2 }) } }).kind).toBe('held');
    expect(drain({ connections: 200, after: { ...idle, sockets: sockets({ closeWait: 19 }) } }).kind).toBe('held');
    // Gone by the end, there before, told elsewhere, or maybe still needed.
    expect(drain({ after: stuck, again: idle, connectionsAgain: 20 }).kind).toBe('held');
    expect(drain({ before: stuck, after: stuck }).kind).toBe('held');
    expect(drain({ after: stuck, broken: ['leak.sockets'] }).kind).toBe('held');
    expect(drain({ after: stuck, givenUp: 11 })).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringMatching(/It may still be at work on what was given up$/),
    });
    expect(drain({ after: stuck, givenUp: 9 }).kind).toBe('broken');
  });

  it('leaves connections to others alone', () => {
    expect(drain({ after: { ...idle, descriptors: 24, sockets: sockets({ established: 400 }) } }).kind).toBe('held');
  });

  it('cannot tell of a service that still computes, unless it did so before', () => {
    expect(drain({ drainCores: 1.02 })).toMatchObject({
      kind: 'inconclusive',
      measured: 1.02,
      unit: 'cores',
      sentence:
        'The service still used 1.02 cores in the 1 s after the load, and 0.01 before it: it may work off a backlog, or turn in circles',
    });
    expect(drain({ drainCores: 0.5 }).kind).toBe('held');
    expect(drain({ drainCores: 1.02, idleCores: 0.9 }).kind).toBe('held');
    expect(drain({ drainCores: 1.02, idleCores: null }).kind).toBe('held');
  });

  it.each([
    ['crash', 'it died'],
    ['hang.deadlock', 'it got stuck'],
  ])('after a %s there is nothing to be told', (id, why) => {
    expect(drain({ after: null, broken: ['limit.p95', id] })).toMatchObject({
      kind: 'inconclusive',
      sentence: `What the service gives back after a load cannot be told: ${why}`,
    });
  });

  it('says what could not be seen', () => {
    const nothing = 'Every operation ended; what the service holds cannot be seen here';
    expect(drain({ before: null, under: null, after: null })).toMatchObject({
      kind: 'held',
      measured: null,
      sentence: nothing,
      evidence: [expect.stringContaining('cores')],
    });
    const little = { processes: 1, threads: null, descriptors: null, kinds: null, sockets: null };
    expect(drain({ before: little, under: { ...little, processes: 3 }, after: little })).toMatchObject({
      kind: 'held',
      sentence: '3 processes under load, back to 1 (1 before)',
    });
    expect(drain({ under: null }).sentence).toBe('21 descriptors after the load (21 before)');
  });
});
