import { describe, expect, it } from 'vitest';

import { nameHang } from '../../../src/diagnose/hang/name-hang.ts';
import { drainTest } from './a-drain-test.ts';

describe('the name of a stall', () => {
  it('is none where all ended once nothing more came, whatever else was seen', () => {
    expect(nameHang(drainTest({ left: 0, drained: 20 }))).toEqual({ kind: 'slow' });
    expect(nameHang(drainTest({ left: 0, drained: 20, runnable: 2, answeredMs: null }))).toEqual({ kind: 'slow' });
  });

  it('is none where some of it ended: an overload works itself off', () => {
    expect(nameHang(drainTest({ left: 19, drained: 1, runnable: 1, answeredMs: null }))).toEqual({ kind: 'slow' });
  });

  it('goes by the rest where only some operations were stuck, because the others end of course', () => {
    expect(nameHang(drainTest({ silentMs: 0, left: 3, drained: 17 }))).toEqual({ kind: 'deadlock', how: 'partial' });
  });

  it('is spin for who wants a core and answers nobody, and livelock for who answers others', () => {
    expect(nameHang(drainTest({ runnable: 1, answeredMs: null }))).toEqual({ kind: 'spin' });
    expect(nameHang(drainTest({ runnable: 1 }))).toEqual({ kind: 'livelock', how: 'busy' });
    expect(nameHang(drainTest({ runnable: 1, silentMs: 0, drained: 17, left: 3 }))).toEqual({ kind: 'livelock', how: 'busy' });
  });

  it('is deadlock for who wants none: of the whole process, or of what is in flight', () => {
    expect(nameHang(drainTest({ answeredMs: null }))).toEqual({ kind: 'deadlock', how: 'blocked' });
    expect(nameHang(drainTest())).toEqual({ kind: 'deadlock', how: 'locked' });
    // Of processes that have no address nobody knows whether they would answer another.
    expect(nameHang(drainTest({ probe: { path: null, answeredMs: null } }))).toEqual({ kind: 'deadlock', how: 'unasked' });
  });

  it('is livelock for who wakes up far more often than before the load, answering or not', () => {
    expect(nameHang(drainTest({ switchesPerSecond: 180 }))).toEqual({ kind: 'livelock', how: 'restless' });
    expect(nameHang(drainTest({ switchesPerSecond: 180, answeredMs: null }))).toEqual({ kind: 'livelock', how: 'restless' });
    expect(nameHang(drainTest({ switchesPerSecond: 180, idleSwitchesPerSecond: 150 })).kind).toBe('deadlock');
    expect(nameHang(drainTest({ switchesPerSecond: 20 })).kind).toBe('deadlock');
    expect(nameHang(drainTest({ switchesPerSecond: 150, idleSwitchesPerSecond: null })).kind).toBe('deadlock');
    expect(nameHang(drainTest({ switchesPerSecond: 900, idleSwitchesPerSecond: null })).kind).toBe('livelock');
    expect(nameHang(drainTest({ switchesPerSecond: null })).kind).toBe('deadlock');
  });

  it('claims no more than was seen where nobody may look into the service', () => {
    const unseen = { runnable: null, switchesPerSecond: null, idleSwitchesPerSecond: null };
    expect(nameHang(drainTest(unseen))).toEqual({ kind: 'deadlock', how: 'unseen' });
    expect(nameHang(drainTest({ ...unseen, answeredMs: null }))).toEqual({ kind: 'deadlock', how: 'unseen' });
  });
});
