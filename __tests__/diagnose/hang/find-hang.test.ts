import { describe, expect, it } from 'vitest';

import { findHang } from '../../../src/diagnose/hang/find-hang.ts';
import { drainTest } from './a-drain-test.ts';

const sentence = (given: Parameters<typeof drainTest>[0]): string => findHang(drainTest(given), null).sentence;

describe('the finding of a hang', () => {
  it('holds without a stall, and names the command only of what broke', () => {
    expect(findHang(null, 'plimsoll replay')).toEqual({
      kind: 'held',
      id: 'hang.deadlock',
      sentence: 'No operation got stuck',
      measured: 0,
      limit: 0,
      unit: 'count',
      evidence: [],
    });
  });

  it('holds where the service was only slow, and says so', () => {
    expect(findHang(drainTest({ left: 0, drained: 20, waitedMs: 900 }), 'plimsoll replay')).toMatchObject({
      kind: 'held',
      id: 'hang.deadlock',
      measured: 0,
      sentence:
        'Slow, not stuck: nothing was answered for 4.1 s, and all that was in flight ended within 900 ms when the load was taken away',
    });
    expect(sentence({ left: 12, drained: 8 })).toContain('and 8 of 20 in flight ended within 2.7 s');
  });

  it('says of a deadlock how many are stuck, for how long, and why it is called that', () => {
    expect(findHang(drainTest(), 'plimsoll replay u20')).toEqual({
      kind: 'broken',
      id: 'hang.deadlock',
      sentence: 'The service stopped answering: 20 operations have been stuck for 6.9 s, /health answers, and it uses no CPU: a deadlock',
      measured: 20,
      limit: 0,
      unit: 'count',
      evidence: [
        'list: 20 in flight, the oldest for 4.2 s',
        '300 answers before; the load was taken away after 4.1 s of silence',
        '2.7 s later 0 of what was in flight had ended, and 20 had not',
        'GET /health on a new connection: answered in 3 ms',
        'meanwhile 0.01 threads ran or wanted to; it woke up 3 times a second, 2 before the load',
        'threads: 1 × node asleep in epoll_wait',
        'stack: settle (shop.js:9:3)',
        'all this was known 6.8 s after the last answer',
      ],
      replay: 'plimsoll replay u20',
    });
  });

  it('tells apart what else it may be', () => {
    expect(sentence({ answeredMs: null })).toMatch(/a deadlock, or a call that blocks the whole process$/);
    expect(sentence({ silentMs: 0, drained: 17, left: 3 })).toBe(
      '3 operations have been stuck for 6.9 s while others were answered, /health answers, and they use no CPU: a partial deadlock, or answers that were never sent',
    );
    expect(sentence({ probe: { path: null, answeredMs: null } })).toBe(
      'The service stopped answering: 20 operations have been stuck for 6.9 s, and it uses no CPU: a deadlock, or answers that were never sent',
    );
    expect(sentence({ silentMs: 0, left: 1 })).toMatch(/^1 operation has been stuck /);
    expect(findHang(drainTest({ runnable: 1, answeredMs: null }), null)).toMatchObject({
      id: 'hang.spin',
      sentence: expect.stringMatching(/\/health is not answered on a new connection either, and it burns CPU: an endless loop$/),
    });
    expect(findHang(drainTest({ runnable: 1 }), null)).toMatchObject({
      id: 'hang.livelock',
      sentence: expect.stringContaining('a livelock'),
    });
    expect(sentence({ switchesPerSecond: 180 })).toContain('wakes up 180 times a second for nothing: a livelock');
  });

  it('does not claim to have seen what nobody could see', () => {
    const unseen = { runnable: null, switchesPerSecond: null, idleSwitchesPerSecond: null, threads: [], stack: [] };
    const finding = findHang(drainTest(unseen), null);
    expect(finding).toMatchObject({ kind: 'broken', id: 'hang.deadlock', sentence: expect.stringContaining('CPU could not be seen') });
    expect(finding.evidence).toContain('this system does not say what the threads of the service do');
    expect(finding.evidence.join('\n')).not.toMatch(/stack|woke up/);
  });

  it('counts from the oldest operation where nothing, or something else, was answered', () => {
    expect(findHang(drainTest({ answered: 0 }), null).evidence.at(-1)).toBe('all this was known 6.9 s after the oldest of them began');
    expect(findHang(drainTest({ silentMs: 0, left: 3 }), null).evidence.at(-1)).toBe(
      'all this was known 6.9 s after the oldest of them began',
    );
  });
});
