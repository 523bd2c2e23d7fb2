import { describe, expect, it } from 'vitest';
import { perform } from '../../support/driving.ts';
import { greeting, open, words, type Given } from './a-program.ts';

const hello = greeting({ request: { method: 'hello', params: { name: 'x' } } });
const small = (fault: string): Given => ({ settings: { argv: words('agent.mjs', fault), greetings: [hello], startMs: 1_500 } });

describe('a program that misbehaves', () => {
  it.each([
    ['garbage', { request: { method: 'garbage' } }, 'protocol', 'its output is no JSON: "Segmentation fault (not really)"'],
    ['an answer to nobody', { request: { method: 'unknown-id' } }, 'protocol', /^an answer to a request that nobody made: /],
    ['an error', { request: { method: 'fails' } }, 'rejected', 'the answer is the error -32000: no such thing'],
    [
      'half a message and its end',
      { request: { method: 'half' } },
      'crash',
      'its process exited with status 7 within a message: out of ideas',
    ],
    ['its end', { request: { method: 'exits', params: { code: 1 } } }, 'crash', 'its process exited with status 1: goodbye, cruel world'],
    ['the end of its output', { request: { method: 'closes-output' } }, 'reset', 'its process closed its output'],
  ] as const)('is told by what it did, and the next operation goes on: %s', async (_, asked, error, detail) => {
    await using opened = open([asked, { request: { method: 'whoami' } }]);
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({
      kind: 'failed',
      error,
      detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
    });
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['is missing', { argv: ['no-such-program'] }, /^there is no program "no-such-program"/],
    [
      'ends at once, twice',
      { argv: [process.execPath, '-e', 'console.error("no licence"); process.exit(4)'] },
      /exited with status 4: no licence$/,
    ],
    [
      'prints a banner',
      { argv: [process.execPath, '-e', 'console.log("Welcome!"); process.stdin.resume()'], greetings: [hello] },
      /^its session did not begin: its output is no JSON: "Welcome!"$/,
    ],
    [
      'prompts on its standard error',
      {
        argv: [process.execPath, '-e', 'console.error("Calculator"); process.stderr.write(">>> "); process.stdin.resume()'],
        framing: { kind: 'prompt', prompt: '>>> ', echo: false } as const,
        rpc: false,
        startMs: 1_500,
      },
      /^its session did not begin: no prompt within 1\.5 s; its standard error ends with: >>>$/,
    ],
  ])('is begun once for a try before anything is measured: one that %s is told', async (_, settings, why) => {
    await using opened = open([{ request: { method: 'whoami' } }], { settings });
    expect(await opened.driver.reach?.(0, true)).toMatchObject({ what: 'begin a session', why: expect.stringMatching(why) as unknown });
    // Later it is a finding.
    expect(await opened.driver.reach?.(0, false)).toBeNull();
  });

  it('is begun once for a try, and ended', async () => {
    await using opened = open([{ request: { method: 'whoami' } }]);
    expect(await opened.driver.reach?.(0, true)).toBeNull();
    await expect.poll(() => opened.heard.at(-1)).toEqual([]);
    expect(opened.heard.some((pids) => pids.length === 1)).toBe(true);
  });

  it('100 MB in one line are not kept, and the program is replaced', async () => {
    await using opened = open([{ request: { method: 'huge', params: { bytes: 100_000_000 } } }, { request: { method: 'whoami' } }]);
    const session = opened.driver.openSession(0);
    const before = process.memoryUsage().arrayBuffers;
    expect(await perform(session, 0)).toMatchObject({ error: 'too-large', detail: 'the answer passed 977 KB' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['not-framed', 'protocol', /no head with Content-Length/],
    ['half', 'crash', /^its process exited with status 0 within a message$/],
    ['too-large', 'too-large', /^the answer passed/],
  ])('in frames: %s', async (method, error, detail) => {
    await using opened = open([{ request: { method } }], { settings: { argv: words('framed.mjs'), framing: { kind: 'content-length' } } });
    expect(await perform(opened.driver.openSession(0), 0)).toMatchObject({ error, detail: expect.stringMatching(detail) });
  });

  it.each([
    ['dies-early', 'its session did not begin: its process exited with status 3: no model found'],
    ['garbage-first', 'its session did not begin: its output is no JSON: "Agent 1.0, welcome!"'],
    ['never-greets', 'its session did not begin: no answer to hello within 1.5 s'],
  ])('does not begin: %s', async (fault, detail) => {
    await using opened = open([{ request: { method: 'whoami' } }], small(fault));
    await opened.driver.prepare?.([0]);
    const session = opened.driver.openSession(0);
    // What was found while it was readied is told at once; the next one tries again.
    const told = await perform(session, 0);
    expect(told).toMatchObject({ error: 'refused', detail });
    expect(told.endedAtMs - told.sentAtMs).toBe(0);
    if (fault === 'never-greets') return;
    const tried = await perform(session, 0);
    expect(tried).toMatchObject({ error: 'refused', detail });
    expect(tried.endedAtMs - tried.sentAtMs).toBeGreaterThan(5);
  });

  it('whose greeting is refused, or not what was expected, has not begun', async () => {
    const expected = greeting({ request: { method: 'hello', params: {} }, json: { '$.agent': 'large' } });
    await using opened = open([{ request: { method: 'whoami' } }], { settings: { greetings: [expected] } });
    expect(await perform(opened.driver.openSession(0), 0)).toMatchObject({
      error: 'refused',
      detail: 'its session did not begin: $.agent is "small", expected "large"',
    });
    await using other = open([{ request: { method: 'whoami' } }], {
      settings: { greetings: [greeting({ request: { method: 'fails' } })] },
    });
    expect(await perform(other.driver.openSession(0), 0)).toMatchObject({
      detail: 'its session did not begin: the answer is the error -32000: no such thing',
    });
  });

  it('that is not there is said to be missing, and so is its folder', async () => {
    await using opened = open([{ request: { method: 'whoami' } }], { settings: { argv: ['no-such-program-at-all'] } });
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ error: 'refused', detail: 'there is no program "no-such-program-at-all" (ENOENT)' });
    expect(await perform(session, 0)).toMatchObject({ error: 'refused' });
    await using other = open([{ request: { method: 'whoami' } }], { directory: '/no/such/folder' });
    expect(await perform(other.driver.openSession(0), 0)).toMatchObject({
      error: 'refused',
      detail: 'its process has no folder to start in',
    });
    await using third = open([{ request: { method: 'whoami' } }], { settings: { argv: ['/etc/passwd'] } });
    expect(await perform(third.driver.openSession(0), 0)).toMatchObject({
      error: 'refused',
      detail: '"/etc/passwd" cannot be started (EACCES)',
    });
    expect(opened.heard.flat()).toEqual([]);
  });

  it('that ends while nobody asks is told by the next operation', async () => {
    await using opened = open([{ request: { method: 'exits-later' } }, { request: { method: 'whoami' } }]);
    const session = opened.driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await perform(session, 1)).toMatchObject({ error: 'crash', detail: 'its process exited with status 4' });
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
  });

  it('that reads nothing fills no memory of ours', async () => {
    await using opened = open([{ request: { method: 'echo', params: { text: 'x'.repeat(3_000_000) } } }], {
      settings: { argv: words('agent.mjs', 'reads-nothing') },
      timeoutMs: 60,
    });
    const session = opened.driver.openSession(0);
    const details: string[] = [];
    for (let times = 0; times < 4; times += 1) {
      const outcome = await perform(session, 0);
      if (outcome.kind === 'failed') details.push(`${outcome.error}: ${outcome.detail}`);
    }
    expect(details.slice(0, 3)).toEqual([
      'timeout: no complete answer within 60 ms',
      'timeout: no complete answer within 60 ms',
      'refused: it does not read its input: 4 MB wait to be read',
    ]);
  });

  it('a shell line that cannot be run is its own crash', async () => {
    await using opened = open([{ request: { method: 'whoami' } }], {
      settings: { argv: ['/bin/sh', '-c', 'echo nothing here >&2; exit 9'] },
    });
    expect(await perform(opened.driver.openSession(0), 0)).toMatchObject({
      error: 'crash',
      detail: 'its process exited with status 9: nothing here',
    });
  });
});
