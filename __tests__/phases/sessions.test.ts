import { describe, expect, it } from 'vitest';
import { looksAtSessions } from '../../src/phases/sessions.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { checkOnce } from './a-session-check.ts';
import { configOf } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const me = { me: { get: '/me', headers: { 'x-user': 'user-{{user}}' }, isolates: { value: '$.user', token: 'user-{{user}}' } } };
/** No limit of time: a busy machine must not break them. */
const few = { sessions: 6, levels: [3, 6], limit: 2, drop: '100%', command: '10m', wait: '10m', longest: '10m' };

describe('the look at sessions of HTTP', () => {
  it('is taken where it is asked for only', () => {
    const asked = (sessions?: unknown) =>
      looksAtSessions(configOf('healthy', { any: { get: '/' } }, '2', world, {}, sessions === undefined ? {} : { sessions }));
    expect([asked(), asked(true), asked(few), asked(false), asked({ ...few, enabled: false })]).toEqual([false, true, true, false, false]);
  });

  it('finds connections that begin, answer, keep apart and are gone', async () => {
    const { findings, phases, searches, find } = await checkOnce(
      configOf('leaks-session', me, '4', world, { SOUND: '1' }, { sessions: few }),
      world,
    );
    expect(findings.filter(({ kind }) => kind !== 'held')).toEqual([]);
    expect(findings).toHaveLength(10);
    expect(find('isolation').evidence[0]).toMatch(/^\d+ users were shown only their own, in \d+ answers$/);
    expect(phases).toMatchObject([{ name: 'sessions', summary: expect.stringMatching(/^\d alone · 2, 3, 6 at once · 10 of 10 held$/) }]);
    expect(searches, findings.flatMap(({ evidence }) => evidence).join('; ')).toMatchObject([
      {
        property: 'sessions',
        scenarios: 4,
        seed: 7,
        spread: [expect.stringMatching(/^\d sessions? one after another; 6, 2, 3 at once; 3 for 2 places$/)],
      },
    ]);
  });

  it('proves that one is shown what is another’s', async () => {
    const { find } = await checkOnce(configOf('leaks-session', me, '4', world, {}, { sessions: few }), world);
    expect(find('isolation')).toMatchObject({ kind: 'broken', limit: 0 });
    expect(find('isolation').evidence.join('\n')).toMatch(/me: user \d was answered as "user-\d", which is user \d's/);
  });

  it('says of all that nothing was looked at where there is no time', async () => {
    const { findings, phases } = await checkOnce(configOf('healthy', { any: { get: '/' } }, '2', world, {}, { sessions: few }), world, 0);
    expect(findings).toHaveLength(10);
    expect(findings.every(({ kind, measured, limit }) => kind === 'inconclusive' && measured === null && limit === null)).toBe(true);
    expect(phases).toEqual([]);
  });
});
