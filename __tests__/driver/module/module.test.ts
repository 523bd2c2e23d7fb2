import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Outcome } from '../../../src/model/outcome.ts';
import { bundle, type Bundle } from '../../support/bundle.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';
import { lives, until } from '../../support/processes.ts';
import { aModule, call, told } from './a-module.ts';

let built: Bundle;
beforeAll(async () => (built = await bundle('src/host.ts')));
afterAll(() => built[Symbol.asyncDispose]());

const valueOf = (outcome: Outcome): string | null | undefined => (outcome.kind === 'ok' ? outcome.told?.value : outcome.detail);

describe('a call', () => {
  it('hands over what belongs to it, and what comes back is looked at', async () => {
    const argument = { at: '{{key}}', by: ['{{user}}', '{{last}}'] };
    const echo = call('echo', argument, [
      { path: '$.user', equals: 3 },
      { path: '$.argument.at', equals: 'k"\n' },
      { path: '$.argument.by[0]', equals: '3' },
      { path: '$.argument.by[1]', equals: '7' },
      { path: '$.values.n', equals: 7 },
      { path: '$.values.last', equals: '7' },
      { path: '$.session.user', equals: 3 },
    ]);
    await using module = aModule(built.file, 'unruly.mjs', [echo, call('echo', undefined, [{ path: '$.user', equals: 4 }])]);
    expect(await module.perform(0, { ...values, key: 'k"\n', last: '7' })).toMatchObject({ kind: 'ok' });
    expect(await module.perform(1)).toMatchObject({ error: 'assertion', detail: '$.user is 3, expected 4' });
  });

  it('tells what its meaning asks for', async () => {
    await using module = aModule(built.file, 'shelf.mjs', [
      told('count', '$.count'),
      call('put', { title: 'a' }, [], { isolates: { path: '$.owner', token: null } }),
    ]);
    expect(await module.perform(0)).toMatchObject({ told: { value: '1' } });
    expect(await module.perform(0)).toMatchObject({ told: { value: '2' } });
    expect(await module.perform(1)).toMatchObject({ told: { owner: 'user-3' } });
  });

  it('runs with the directory and the variables that are given, and no others', async () => {
    const own = { environment: { MINE: '1' } };
    await using module = aModule(built.file, 'unruly.mjs', [told('state', '$.environment'), told('state', '$.directory')], {}, own);
    expect(valueOf(await module.perform(0))).toBe('["MINE","PATH"]');
    expect(valueOf(await module.perform(1))).toBe(import.meta.dirname);
  });

  it('of a CommonJS module is one too', async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write('load.cjs', 'const all = { a: () => ({ b: 1 }) }; module.exports = all;');
    await using module = aModule(built.file, file, [call('a', undefined, [{ path: '$.b', equals: 1 }])]);
    expect(await module.perform()).toMatchObject({ kind: 'ok' });
  });

  it('is one of a session at a time, and of many sessions at once in one process', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [call('hangs'), told('state', '$.pid')], { timeoutMs: 300 });
    const sessions = [10, 11, 12].map((user) => module.driver.openSession(user));
    const hanging = sessions.map((session) => perform(session, 0));
    expect(await perform(sessions[0] ?? module.session, 1)).toMatchObject({ error: 'reset', detail: 'the session is busy' });
    const first = valueOf(await module.perform(1));
    expect((await Promise.all(hanging)).map((outcome) => outcome.kind === 'failed' && outcome.error)).toEqual([
      'timeout',
      'timeout',
      'timeout',
    ]);
    expect(valueOf(await module.perform(1))).toBe(first);
    expect(module.lists).toEqual([[Number(first)]]);
  });
});

describe('sessions of a module', () => {
  it('are opened before the load, once a user, and closed with its session', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [told('state', '$.opened'), told('state', '$.closed')]);
    await module.driver.prepare?.([3, 4, 5]);
    expect(valueOf(await module.perform(0))).toBe('3');
    await module.driver.openSession(4).close();
    expect(valueOf(await module.perform(0))).toBe('3');
    expect(valueOf(await module.perform(1))).toBe('1');
  });

  it('that cannot be opened fail what needs them', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [call('empty')]);
    await module.driver.prepare?.([13]);
    expect(await perform(module.driver.openSession(13), 0)).toMatchObject({
      error: 'refused',
      detail: 'openSession: TypeError: no session for 13',
    });
    expect(await module.perform()).toMatchObject({ kind: 'ok' });
  });

  it('closed with a call in flight reset it, and tell it so', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [call('hangs'), told('state', '$.aborted')]);
    const session = module.driver.openSession(7);
    const outcome = perform(session, 0);
    await module.perform(1);
    await session.close();
    expect(await outcome).toMatchObject({ error: 'reset', detail: 'the session was closed' });
    expect(valueOf(await module.perform(1))).toBe('1');
    expect(await perform(session, 0)).toMatchObject({ error: 'reset', detail: 'the session is closed' });
  });

  it('that never close do not hold the end', async () => {
    await using folder = await temporaryFolder();
    const text =
      'export const openSession = () => ({}); export const closeSession = () => new Promise(() => {}); export const a = () => 1;';
    const module = aModule(built.file, await folder.write('load.mjs', text), [call('a')], { timeoutMs: 200 });
    expect(await module.perform()).toMatchObject({ kind: 'ok' });
    const [[host = 0] = []] = module.lists;
    await module.session.close();
    await module.driver.prepare?.([1]);
    await module.driver.close();
    await until(() => !lives(host));
  });

  it('and all that the module started are gone with the driver', async () => {
    const module = aModule(built.file, 'unruly.mjs', [told('leaves', '$.pid')]);
    const pid = Number(valueOf(await module.perform()));
    expect(lives(pid)).toBe(true);
    const [[host = 0] = []] = module.lists;
    await module.driver.close();
    await until(() => !lives(pid) && !lives(host));
    expect(module.lists.at(-1)).toEqual([]);
  });
});
