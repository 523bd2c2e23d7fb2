import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type CliResult, node, plimsoll, root, temporaryFolder } from '../support/cli.ts';
import { findingOf, readVerdict } from '../support/verdict.ts';

const service = (name: string): string => join(root, 'fixtures/services', name);

/** Runs the gate on one of our small hostile services, with as little configuration as possible. */
async function gate(name: string, extra = '', budget = '4s'): Promise<CliResult> {
  await using folder = await temporaryFolder();
  await folder.write(
    'plimsoll.yml',
    `service: { start: [node, ${JSON.stringify(service(name))}], ready: /health, deadline: 3s }\noperations: { root: { get: / } }\nusers: 1..4\ntimeout: 500ms\nbudget: ${budget}\n${extra}`,
  );
  return await plimsoll(['run', '--json'], { cwd: folder.path });
}

async function runWith(text: string | Uint8Array): Promise<CliResult> {
  await using folder = await temporaryFolder();
  await folder.write('plimsoll.yml', text);
  return await plimsoll(['run'], { cwd: folder.path });
}

describe('a configuration that cannot be used', () => {
  it.each([
    ['is empty', ''],
    ['is huge', `# ${'x'.repeat(2_000_000)}`],
    ['is binary', new Uint8Array([0, 1, 2, 255, 254, 0, 9])],
    ['is not a mapping', '- a\n- b\n'],
    ['has impossible ranges', 'service: { start: node x.js }\nusers: 20..1\n'],
  ])('that %s is a fault with status 2, never a crash', async (_, text) => {
    const { status, stderr } = await runWith(text);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^plimsoll: .*plimsoll\.yml/) });
    expect(stderr).not.toMatch(/unexpected|\n\s+at /);
  });

  it('lists all its faults at once, with the nearest known key', async () => {
    const { status, stderr } = await runWith('servce: { start: node x.js }\nbuget: 1m\nlimits: { p95: 500 }\nusers: 1..5000\n');
    expect(status).toBe(2);
    expect(stderr).toMatch(/servce[\s\S]*service/);
    expect(stderr).toMatch(/buget[\s\S]*budget/);
    expect(stderr).toMatch(/limits\.p95/);
    expect(stderr).toMatch(/users/);
  });

  it('missing altogether says what to do', async () => {
    await using folder = await temporaryFolder();
    const { status, stderr } = await plimsoll(['run'], { cwd: folder.path });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('plimsoll init') });
  });
});

describe('a service that cannot be measured', () => {
  it('never ready: status 3, the deadline and its last words', async () => {
    const { status, stderr } = await gate('never-ready.mjs');
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/not ready within 3\s?s/) });
  });

  it('dead before it was ready: status 3, how it ended', async () => {
    const { status, stderr } = await gate('dies-early.mjs');
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/before it was ready/) });
  });

  it('whose start command is missing: status 3', async () => {
    await using folder = await temporaryFolder();
    await folder.write('plimsoll.yml', 'service: { start: [no-such-program-here] }\nbudget: 4s\n');
    const { status, stderr } = await plimsoll(['run'], { cwd: folder.path });
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining('no-such-program-here') });
  });

  it('whose fixed port somebody else holds: status 3, and the stranger gets no load', async () => {
    let visits = 0;
    const stranger = createServer((_, response) => {
      visits += 1;
      response.end('mine');
    }).listen(0, '127.0.0.1');
    await new Promise((ready) => stranger.once('listening', ready));
    const { port } = stranger.address() as AddressInfo;
    await using folder = await temporaryFolder();
    await folder.write(
      'plimsoll.yml',
      `service: { start: [node, ${JSON.stringify(service('healthy.mjs'))}], url: "http://127.0.0.1:${port}" }\nbudget: 4s\n`,
    );
    const { status, stderr } = await plimsoll(['run'], { cwd: folder.path });
    await new Promise((closed) => stranger.close(closed));
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining(String(port)) });
    expect(visits).toBeLessThan(5);
  });
});

describe('a service that misbehaves under load', () => {
  it('and dies is a crash: status 1, its last words in the report', async () => {
    const { status, stdout } = await gate('dies-loading.mjs');
    expect({ status, verdict: JSON.parse(stdout) }).toMatchObject({
      status: 1,
      verdict: { kind: 'fail', findings: expect.arrayContaining([expect.objectContaining({ id: 'crash', kind: 'broken' })]) },
    });
  });

  it('and never answers breaks the error limit by timeouts', async () => {
    const { status, stdout } = await gate('never-answers.mjs');
    const errors = findingOf(readVerdict(stdout), 'limit.errors');
    expect({ status, kind: errors?.kind }).toEqual({ status: 1, kind: 'broken' });
    expect(errors?.evidence.join('\n')).toMatch(/timeout/);
  });

  it('and closes every connection breaks the error limit by resets', async () => {
    const { status, stdout } = await gate('closes-connections.mjs');
    const errors = findingOf(readVerdict(stdout), 'limit.errors');
    expect({ status, kind: errors?.kind }).toEqual({ status: 1, kind: 'broken' });
    expect(errors?.evidence.join('\n')).toMatch(/reset/);
  });

  it('and answers with 10 MB is measured within bounds', async () => {
    const { status, stdout } = await gate('huge-answer.mjs', 'max-body: 1MB\n');
    expect(status).toBe(1);
    expect(findingOf(readVerdict(stdout), 'limit.errors')?.evidence.join('\n')).toMatch(/too-large/);
  });

  it('and prints workflow commands gets none of them through', async () => {
    await using folder = await temporaryFolder();
    await folder.write(
      'plimsoll.yml',
      `service: { start: [node, ${JSON.stringify(service('chatty.mjs'))}], ready: / }\nusers: 1..2\nbudget: 4s\n`,
    );
    const { status, stdout, stderr } = await plimsoll(['run', '--out', 'out'], { cwd: folder.path, env: { GITHUB_ACTIONS: 'true' } });
    expect(status).toBe(0);
    const commands = `${stdout}\n${stderr}`.split('\n').filter((line) => /##\[|^\s*::(?!group::|endgroup::)/.test(line));
    expect(commands).toEqual([]);
  });
});

describe('a run document that cannot be used', () => {
  it.each([
    ['is not JSON', '{ nonsense'],
    ['is from the future', '{ "schema": "plimsoll.run/99" }'],
    ['is something else', '[]'],
  ])('that %s is a fault with status 2', async (_, text) => {
    await using folder = await temporaryFolder();
    await folder.write('run.json', text);
    const { status, stderr } = await plimsoll(['report', folder.path], { cwd: folder.path });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('run.json') });
  });
});

describe('a baseline that cannot be used', () => {
  it.each([
    ['is corrupt', '{ "schema": "plimsoll.baseline/1", "runs": [ {'],
    ['is from the future', '{ "schema": "plimsoll.baseline/99" }'],
    ['has 50 MB', `"${'x'.repeat(50 * 1024 ** 2)}"`],
  ])('that %s is no baseline, said aloud, and limits still gate', async (_, text) => {
    await using folder = await temporaryFolder();
    await folder.write('baseline.json', text);
    await folder.write(
      'plimsoll.yml',
      `service: { start: [node, ${JSON.stringify(service('healthy.mjs'))}], ready: / }\nusers: 1..2\nbudget: 5s\nbaseline: { store: file, file: baseline.json }\n`,
    );
    const { status, stdout } = await plimsoll(['run', '--json'], { cwd: folder.path });
    expect({ status, verdict: JSON.parse(stdout) }).toMatchObject({
      status: 0,
      verdict: { kind: 'not-comparable', baseline: { runs: 0 } },
    });
  });
});

describe('a command line that cannot be used', () => {
  it.each([
    [['nonsense']],
    [['demo', '--fault', 'gremlins']],
    [['demo', '--seed', 'seven']],
    [['demo', '--budget', 'soon']],
    [['replay', 'u0 nonsense']],
    [['replay', 'open poisson:0/s mix=list:1 keys=1 d=1s warm=0ms seed=1 conns=1 on=demo']],
    [['replay', 'open poisson:9/s mix=gone:1 keys=1 d=1s warm=0ms seed=1 conns=1 on=demo']],
    [['demo', '--no-such-option']],
  ])('%j is a fault with status 2', async (args) => {
    const { status, stderr } = await plimsoll(args);
    expect(status).toBe(2);
    expect(stderr).not.toMatch(/unexpected|\n\s+at /);
  });
});

describe('a place that cannot be written to', () => {
  it('is a fault before anything is measured', async () => {
    await using folder = await temporaryFolder();
    await folder.write('taken', '');
    const { status, stderr } = await plimsoll(['demo', '--budget', '4s', '--out', 'taken'], { cwd: folder.path });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('--out') });
  });

  it('is never followed through a link', async () => {
    await using folder = await temporaryFolder();
    const victim = await folder.write('victim', 'untouched');
    await mkdir(join(folder.path, 'out'));
    await symlink(victim, join(folder.path, 'out/report.html'));
    expect(await plimsoll(['demo', '--budget', '4s', '--quiet', '--out', 'out'], { cwd: folder.path })).toMatchObject({ status: 0 });
    expect(await readFile(victim, 'utf8')).toBe('untouched');
  });
});

describe('a reader that leaves early', () => {
  it('does not change the verdict', async () => {
    const cli = `"${node}" "${join(root, 'dist/cli.js')}"`;
    const script = `${cli} demo --budget 4s 2>&1 | head -1; exit "\${PIPESTATUS[0]}"`;
    const ended = await promisify(execFile)('bash', ['-c', script]).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
    expect(ended).toBe(0);
  });
});
