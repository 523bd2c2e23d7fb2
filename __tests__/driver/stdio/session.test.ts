import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';
import { greeting, open, words } from './a-program.ts';
import type { Outcome } from '../../../src/model/outcome.ts';

const hello = greeting({ request: { method: 'hello', params: { name: 'user-{{user}}' } }, json: { '$.agent': 'small' } });

describe('a session over standard input and output', () => {
  it('is greeted, and its answers are looked at and told', async () => {
    await using opened = open(
      [
        { request: { method: 'whoami' }, json: { '$.name': 'user-4' }, meaning: { isolates: { path: '$.name', token: null } } },
        { request: { method: 'echo', params: { text: '{{key}} "{{n}}" {{uuid}}' } }, output: '"k 1 .{2}7' },
        { request: { method: 'add', params: { a: 1, b: 2 } }, json: { '$.sum': 4 } },
        {
          request: { method: 'recall', params: { key: 'x' } },
          meaning: { deed: { kind: 'read', key: 'x', value: '$.text', maxStaleMs: 0 } },
        },
        {
          request: { method: 'echo', params: { text: 'plain' } },
          meaning: { deed: { kind: 'read', key: 'x', value: null, maxStaleMs: 0 } },
        },
      ],
      { settings: { greetings: [hello] } },
    );
    const session = opened.driver.openSession(4);
    const told = await perform(session, 0);
    expect(told).toMatchObject({ kind: 'ok', told: { owner: 'user-4' } });
    expect(told.kind === 'ok' && told.told?.text).toContain('"name":"user-4"');
    expect(told.endedAtMs).toBeGreaterThan(told.sentAtMs);
    expect(told.bytes).toBeGreaterThan(40);
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
    expect(await perform(session, 2)).toMatchObject({ kind: 'failed', error: 'assertion', detail: '$.sum is 3, expected 4' });
    expect(await perform(session, 3)).toMatchObject({ kind: 'ok', told: { value: null } });
    expect(await perform(session, 4)).toMatchObject({ kind: 'ok', told: { value: 'plain' } });
  });

  it('is a process for each user, which stands from load to load', async () => {
    await using opened = open(
      [{ request: { method: 'note', params: { key: '{{uuid}}', text: 'x' } } }, { request: { method: 'whoami' } }],
      { settings: { greetings: [hello] } },
    );
    await opened.driver.prepare?.([0, 1, 2]);
    expect(opened.heard.at(-1)).toHaveLength(3);
    const first = opened.driver.openSession(0);
    await perform(first, 0);
    await first.close();
    expect(await perform(first, 0)).toMatchObject({ error: 'reset', detail: 'the session is closed' });
    const again = opened.driver.openSession(0);
    await opened.driver.prepare?.([0, 1, 2]);
    const [own, other] = await Promise.all([perform(again, 0), perform(opened.driver.openSession(1), 0)]);
    expect([own.kind, other.kind]).toEqual(['ok', 'ok']);
    expect(opened.heard.at(-1)).toHaveLength(3);
    expect(opened.heard).toHaveLength(1);
  });

  it('has exactly the surroundings that it was given', async () => {
    await using opened = open(
      [{ request: { method: 'environment' }, meaning: { deed: { kind: 'read', key: 'x', value: '$', maxStaleMs: 0 } } }],
      {
        environment: { ONE: '1', TWO: '2' },
        settings: { environment: { TWO: '3', THREE: '3' } },
      },
    );
    const outcome = await perform(opened.driver.openSession(0), 0);
    const { names, directory } = JSON.parse((outcome.kind === 'ok' && outcome.told?.value) || '{}') as {
      names: string[];
      directory: string;
    };
    expect(names).toEqual(['ONE', 'THREE', 'TWO']);
    expect(realpathSync(directory)).toBe(realpathSync(tmpdir()));
  });

  it('answers what the program asks in its turn, and passes over what it only tells', async () => {
    await using opened = open([
      { request: { method: 'asks' }, output: '\\[\\{\\},\\{"code":-32601.*\\},\\[null,null\\]\\]' },
      { notify: { method: 'told', params: { text: '{{n}}' } } },
      { request: { method: 'recall', params: { key: 'told' } }, json: { '$.text': '7' } },
    ]);
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok', bytes: 0 });
    expect(await perform(session, 2)).toMatchObject({ kind: 'ok' });
  });

  it('goes on after an answer that came too late: its number gives it away', async () => {
    await using opened = open(
      [{ request: { method: 'slow', params: { ms: 600 } } }, { request: { method: 'whoami' }, json: { '$.calls': 3 } }],
      { timeoutMs: 400, settings: { greetings: [hello] } },
    );
    await opened.driver.prepare?.([0]);
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ error: 'timeout', detail: 'no complete answer within 400 ms' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
    expect(opened.heard).toHaveLength(1);
  });

  it('one operation at a time; an answer before the next request is none of its', async () => {
    await using opened = open([{ request: { method: 'twice' } }, { request: { method: 'whoami' } }]);
    const session = opened.driver.openSession(0);
    const [one, other] = await Promise.all([perform(session, 1), perform(session, 1)]);
    expect([one.kind, other]).toMatchObject(['ok', { error: 'reset', detail: 'the session is busy' }]);
    expect(await perform(session, 7)).toMatchObject({ detail: 'no such operation' });
    const next = await new Promise<Outcome>((resolve) =>
      session.perform(0, values, 0, (_, nowMs) => session.perform(1, values, nowMs, resolve)),
    );
    // In the same bytes it came before the request; later it is known by its number, and dropped.
    expect([{ kind: 'ok' }, { kind: 'failed', error: 'protocol' }]).toContainEqual(
      next.kind === 'ok' ? { kind: next.kind } : { kind: next.kind, error: next.error },
    );
  });

  it('speaks Content-Length', async () => {
    await using opened = open([{ request: { method: 'back', params: { text: 'é{{n}}' } }, json: { '$.text': 'é7' } }], {
      settings: { argv: words('framed.mjs'), framing: { kind: 'content-length' } },
    });
    const session = opened.driver.openSession(0);
    for (let times = 0; times < 5; times += 1) expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
  });

  it.each([false, true])('speaks with a prompt, which may echo: %s', async (echo) => {
    const argv = echo ? words('repl.mjs', 'echo') : words('repl.mjs');
    await using opened = open(
      [
        { request: 'x = (globalThis.x ?? 0) + {{n}}', output: '^(7|14)$' },
        { request: 'nope', output: '^! nope is' },
        { request: 'hang' },
        { request: '`{{key}}`', output: '^k 1$' },
      ],
      {
        settings: {
          argv,
          rpc: false,
          framing: { kind: 'prompt', prompt: '^calc> ', echo },
          greetings: [greeting({ request: '0' })],
          farewells: [greeting({ request: 'exit' })],
        },
        timeoutMs: 300,
      },
    );
    await opened.driver.prepare?.([0]);
    const session = opened.driver.openSession(0);
    for (const at of [0, 1, 3]) expect(await perform(session, at)).toMatchObject({ kind: 'ok' });
    // Nothing would tell its late answer from the next one's: the process is replaced.
    expect(await perform(session, 2)).toMatchObject({ error: 'timeout' });
    await opened.driver.prepare?.([0]);
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    expect(new Set(opened.heard.flat()).size).toBe(2);
  });

  it('without numbers the next message is the answer', async () => {
    await using opened = open(
      [
        { request: { a: ['{{n}}'] }, json: { '$.a[0]': '7' } },
        { request: 'text', output: '^"text"$' },
      ],
      { settings: { argv: ['/bin/cat'], rpc: false } },
    );
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
  });

  it('without numbers a message that nobody asked for is told by the next operation, and the one after begins anew', async () => {
    await using opened = open([{ request: 1 }], {
      settings: { argv: ['/bin/sh', '-c', 'while read line; do echo "$line"; sleep 0.05; echo 2; done'], rpc: false },
    });
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await perform(session, 0)).toMatchObject({ error: 'protocol', detail: 'it spoke though nobody had asked: "2"' });
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
  });

  it('{{last}} with a line break is still one line of a prompt', async () => {
    await using opened = open([{ request: '`{{last}}`', output: '^a exit b$' }], {
      settings: { argv: words('repl.mjs'), rpc: false, framing: { kind: 'prompt', prompt: '^calc> ', echo: false } },
    });
    expect(await perform(opened.driver.openSession(0), 0, { ...values, last: 'a\nexit\r\nb' })).toMatchObject({ kind: 'ok' });
  });
});
