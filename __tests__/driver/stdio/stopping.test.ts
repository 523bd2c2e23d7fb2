import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { processesWith } from '../../support/cli.ts';
import { now, perform } from '../../support/driving.ts';
import { greeting, open, words, type Opened } from './a-program.ts';

const hello = greeting({ request: { method: 'hello', params: { name: 'user-{{user}}' } } });

/** A driver whose processes can be found again. */
function marked(argv: readonly string[], stopMs = 1_000): Opened & { readonly living: () => readonly string[] } {
  const mark = randomUUID();
  const opened = open(
    [
      { request: { method: 'whoami' }, meaning: { isolates: { path: '$.name', token: null } } },
      { request: { method: 'slow', params: { ms: 60_000 } } },
      { request: { method: 'exits' } },
    ],
    {
      environment: { PATH: process.env['PATH'] ?? '', MARK: mark },
      settings: {
        argv,
        greetings: [hello],
        farewells: [greeting({ request: { method: 'goodbye' } }), greeting({ notify: { method: 'goodbye' } })],
        stopMs,
      },
    },
  );
  return { ...opened, living: () => processesWith('MARK', mark) };
}

describe('the end of sessions', () => {
  it('thirty at once are told nothing of one another, and leave nothing behind', async () => {
    const opened = marked(words('agent.mjs'));
    const users = Array.from({ length: 30 }, (_, user) => user);
    await opened.driver.prepare?.(users);
    expect(opened.living()).toHaveLength(30);
    const sessions = users.map((user) => opened.driver.openSession(user));
    for (let round = 0; round < 5; round += 1) {
      const outcomes = await Promise.all(sessions.map((session) => perform(session, 0)));
      expect(outcomes.map((outcome) => outcome.kind === 'ok' && outcome.told?.owner)).toEqual(users.map((user) => `user-${user}`));
    }
    await opened.driver.close();
    expect(opened.living()).toEqual([]);
    expect(opened.heard.at(-1)).toEqual([]);
  });

  it('one that ignores its end and SIGTERM is killed, and so is what it started', async () => {
    const opened = marked(words('agent.mjs', 'deaf'), 100);
    await opened.driver.prepare?.([0, 1]);
    const beganMs = now();
    await opened.driver.close();
    expect(opened.living()).toEqual([]);
    expect(now() - beganMs).toBeGreaterThan(2_000);
  });

  it('what a program started in its group goes with it, also when the program went alone', async () => {
    const opened = marked(words('agent.mjs', 'forks'), 100);
    await opened.driver.prepare?.([0]);
    expect(opened.living()).toHaveLength(2);
    await opened.driver.close();
    expect(opened.living()).toEqual([]);
  });

  it('what a crashed program started goes with it, before the driver is closed', async () => {
    await using opened = marked(words('agent.mjs', 'forks'));
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    expect(opened.living()).toHaveLength(2);
    expect(await perform(session, 2)).toMatchObject({ error: 'crash' });
    await vi.waitFor(() => expect(opened.living()).toEqual([]), { timeout: 5_000 });
  });

  it('a shell line is a group like any other', async () => {
    const line = words('agent.mjs')
      .map((word) => `'${word}'`)
      .join(' ');
    const opened = marked(['/bin/sh', '-c', `echo begins >&2; ${line}; true`]);
    expect(await perform(opened.driver.openSession(0), 0)).toMatchObject({ kind: 'ok' });
    await opened.driver.close();
    expect(opened.living()).toEqual([]);
  });

  it('with an operation in flight it is heard of as reset, and the process is gone', async () => {
    await using opened = marked(words('agent.mjs'));
    const session = opened.driver.openSession(0);
    await perform(session, 0);
    const inFlight = perform(session, 1);
    await session.close();
    expect(await inFlight).toMatchObject({ kind: 'failed', error: 'reset', detail: 'the session was closed' });
    expect(opened.living()).toEqual([]);
    const other = opened.driver.openSession(0);
    expect(await perform(other, 0)).toMatchObject({ kind: 'ok' });
    const cut = perform(other, 1);
    await opened.driver.close();
    expect(await cut).toMatchObject({ error: 'reset' });
    expect(opened.living()).toEqual([]);
  });

  it('in the middle of beginning leaves nothing either, and nothing begins afterwards', async () => {
    const opened = marked(words('agent.mjs', 'never-greets'));
    const ready = opened.driver.prepare?.([0, 1]);
    const session = opened.driver.openSession(2);
    const waiting = perform(session, 0);
    await opened.driver.close();
    await ready;
    expect(await waiting).toMatchObject({ error: 'reset' });
    expect(await perform(opened.driver.openSession(3), 0)).toMatchObject({ error: 'reset' });
    await opened.driver.prepare?.([4]);
    expect(opened.living()).toEqual([]);
  });
});
