import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plimsoll, processesWith, root, temporaryFolder } from '../support/cli.ts';
import { openTestDatabase, password, prepareServer, startTestServer, type TestDatabase } from '../support/postgres.ts';
import { brokenOf, findingOf, readVerdict, scenarioOf, type Found } from '../support/verdict.ts';

interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly values: { readonly p50: number | null };
}

const config = (name: string): string => join(root, 'fixtures/configs', name);
const find = (stdout: string, id: string): Found | undefined => findingOf(readVerdict(stdout), id);

describe('a PostgreSQL server under the gate', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('carries 20 users over five connections, with the wait for one apart from the query, and its sums in order', async () => {
    await using folder = await temporaryFolder();
    const { status, stdout, stderr } = await plimsoll(['run', '-c', config('postgres.yml'), '--json', '--out', 'out'], {
      cwd: folder.path,
      env: { DATABASE_URL: database.url },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(find(stdout, 'invariant.money')).toMatchObject({ kind: 'held' });
    expect(find(stdout, 'consistency.lost-update')).toMatchObject({ kind: 'held' });
    const run = JSON.parse(await readFile(join(folder.path, 'out/run.json'), 'utf8')) as {
      steady: { operations: readonly { name: string; measures: readonly Measured[] }[] };
    };
    const balance = run.steady.operations.find(({ name }) => name === 'balance');
    expect(balance?.measures.map(({ name, unit }) => [name, unit])).toEqual([
      ['wait', 'ms'],
      ['query', 'ms'],
    ]);
    const [wait = 0, query = 0] = balance?.measures.map(({ values }) => values.p50 ?? 0) ?? [];
    // Twenty users on five connections: a query waits for three others, more or less.
    expect(wait).toBeGreaterThan(query);
    expect(await readFile(join(folder.path, 'out/report.md'), 'utf8')).toMatch(/wait/);
    for (const name of ['run.json', 'verdict.json', 'report.md', 'report.html', 'junit.xml']) {
      expect(await readFile(join(folder.path, 'out', name), 'utf8')).not.toContain(password);
    }
    expect(stderr).not.toContain(password);
    await expect.poll(() => database.run("SELECT pid FROM pg_stat_activity WHERE application_name = 'plimsoll'")).toEqual([]);
  });

  it('loses updates of transactions that read, reckon and write at read committed, with the operations that prove it, and none for update', async () => {
    await using folder = await temporaryFolder();
    const options = { cwd: folder.path, env: { DATABASE_URL: database.url } };
    const file = config('postgres-lost-update.yml');
    const { status, stdout } = await plimsoll(['run', '-c', file, '--json'], options);
    const lost = find(stdout, 'consistency.lost-update');
    expect({ status, lost }).toMatchObject({ status: 1, lost: { kind: 'broken' } });
    expect(lost?.evidence.join('\n')).toMatch(/operations prove it.*of 4 keys/);
    expect(lost?.evidence.join('\n')).toMatch(/user \d+ (add: added 1, told|look: read)/);
    const scenario = scenarioOf(lost);
    expect(scenario).toMatch(/^u\d /);
    expect(await plimsoll(['replay', scenario, '-c', file], options)).toMatchObject({ status: 1 });

    const given = await readFile(file, 'utf8');
    const read = '- { sql: "SELECT stock FROM plimsoll_items WHERE id = $1"';
    expect(given).toContain(read);
    const sound = await folder.write('sound.yml', given.replace(read, `${read.slice(0, -1)} FOR UPDATE"`));
    const kept = await plimsoll(['run', '-c', sound, '--json'], options);
    expect({ status: kept.status, lost: find(kept.stdout, 'consistency.lost-update') }).toMatchObject({
      status: 0,
      lost: { kind: 'held' },
    });
  });

  it('stands in one suite with HTTP, a module, sessions over standard input and command lines: each performs its own, and nothing is left', async () => {
    await using folder = await temporaryFolder();
    const { status, stdout, stderr } = await plimsoll(['run', '-c', config('mixed.yml'), '--json', '--budget', '10s', '--out', 'out'], {
      cwd: folder.path,
      env: { DATABASE_URL: database.url, FIXTURES: join(root, 'fixtures'), PLIMSOLL_E2E: folder.path },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const { steady } = JSON.parse(await readFile(join(folder.path, 'out/run.json'), 'utf8')) as {
      steady: { operations: readonly { name: string; requests: number; errors: number; measures?: readonly Measured[] }[] };
    };
    // What another driver measures is told of none of its operations.
    expect(steady.operations.map(({ name, errors, measures = [] }) => [name, errors, measures.map((one) => one.name)])).toEqual([
      ['page', 0, []],
      ['sell', 0, ['wait', 'query']],
      ['put', 0, []],
      ['whoami', 0, []],
      ['words', 0, ['user', 'system', 'peak-rss']],
    ]);
    expect(steady.operations.filter(({ requests }) => requests === 0)).toEqual([]);
    expect(brokenOf(readVerdict(stdout))).toEqual([]);
    expect(find(stdout, 'isolation')).toMatchObject({ kind: 'held' });
    expect(processesWith('PLIMSOLL_E2E', folder.path)).toEqual([]);
    await expect.poll(() => database.run("SELECT pid FROM pg_stat_activity WHERE application_name = 'plimsoll'")).toEqual([]);
  });

  it('that is ours to start is started on a free port', async () => {
    await using server = await prepareServer();
    await using folder = await temporaryFolder();
    const file = await folder.write(
      'started.yml',
      JSON.stringify({
        service: { start: server.command('${PORT}') },
        postgres: { url: server.url('${PORT}'), pool: 2 },
        operations: { one: { sql: 'SELECT 1 AS one', expect: { json: { '$.rows[0].one': 1 } } } },
        users: 4,
        budget: '5s',
      }),
    );
    const { status, stdout, stderr } = await plimsoll(['run', '-c', file, '--json'], { cwd: folder.path });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(find(stdout, 'limit.errors')).toMatchObject({ kind: 'held' });
  });

  it('that is killed in the middle is said to have stopped listening, and what was under way to have been reset', async () => {
    await using server = await startTestServer();
    await using folder = await temporaryFolder();
    const running = plimsoll(['run', '-c', config('postgres.yml'), '--json', '--out', 'out'], {
      cwd: folder.path,
      env: { DATABASE_URL: server.url },
    });
    await expect
      .poll(() => server.run("SELECT count(*) > 4 AS loaded FROM pg_stat_activity WHERE application_name = 'plimsoll'"), {
        timeout: 10_000,
      })
      .toEqual([{ loaded: true }]);
    await sleep(2_000);
    await server.end('SIGQUIT');
    const { status, stdout, stderr } = await running;
    expect({ status, stderr }).toMatchObject({ status: 1 });
    expect(find(stdout, 'crash')).toMatchObject({
      kind: 'broken',
      sentence: expect.stringMatching(/^The service stopped listening/) as unknown,
    });
    expect(readVerdict(stdout).reason).toMatch(/stopped listening/);
    const { steady } = JSON.parse(await readFile(join(folder.path, 'out/run.json'), 'utf8')) as {
      steady: { total: { errorKinds: Record<string, number> } };
    };
    expect(Object.keys(steady.total.errorKinds).every((kind) => kind === 'reset' || kind === 'refused')).toBe(true);
  });

  it('that lets us not in could not be measured, and who asked for what is said, never the password', async () => {
    await using server = await startTestServer();
    await using folder = await temporaryFolder();
    const wrong = server.url.replace(password, 'do-not-tell');
    const { status, stdout, stderr } = await plimsoll(['run', '-c', config('postgres.yml'), '--json'], {
      cwd: folder.path,
      env: { DATABASE_URL: wrong },
    });
    expect({ status, stderr }).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(
        `Could not log in to PostgreSQL as tester at 127.0.0.1:${server.port}: 28P01 password authentication failed for user "tester". Check user and password in postgres.url.`,
      ) as unknown,
    });
    expect(stdout + stderr).not.toContain('do-not-tell');
  });
});
