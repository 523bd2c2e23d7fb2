import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, root, temporaryFolder } from '../support/cli.ts';
import { hasRedis, installRedis, startRedis } from '../support/redis.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { findingOf, readVerdict, scenarioOf } from '../support/verdict.ts';

const example = (name: string): string => join(root, 'fixtures/configs', name);
const kindsOf = ({ findings }: Verdict, ids: RegExp): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.flatMap(({ id, kind }) => (ids.test(id) ? [[id, kind]] : [])));

describe.runIf(hasRedis)('Redis', () => {
  it('carries its users: INCR loses nothing, and its cache is quick, also while entries expire', async () => {
    installRedis();
    await using folder = await temporaryFolder();
    const run = async (): Promise<Verdict> => {
      const { status, stdout, stderr } = await plimsoll(['run', '-c', example('redis.yml'), '--json', '--out', 'out'], {
        cwd: folder.path,
      });
      expect({ status, stderr }).toMatchObject({ status: 0 });
      return readVerdict(stdout);
    };
    let verdict = await run();
    // On a machine that has no core to spare it may not be sure of what is this quick.
    if (kindsOf(verdict, /^property\.cache$/)['property.cache'] === 'inconclusive') verdict = await run();
    expect(kindsOf(verdict, /^(consistency\.|property\.cache|limit\.)/)).toEqual({
      'limit.p95': 'held',
      'limit.mean': 'held',
      'limit.errors': 'held',
      'consistency.lost-update': 'held',
      'consistency.stale-read': 'held',
      'consistency.linearizability': 'held',
      'property.cache': 'held',
    });
    const cache = findingOf(verdict, 'property.cache');
    expect(cache?.evidence.join('\n')).toMatch(/entries that expire together, written .* times in all to live 300 ms: p95/);
    const report = await readFile(join(folder.path, 'out/report.md'), 'utf8');
    expect(report).toContain('hit');
  });

  it('loses updates of users who look, add one and write, with the operations that prove it, and shows it again', async () => {
    installRedis();
    await using folder = await temporaryFolder();
    const config = example('redis-lost-update.yml');
    const { status, stdout } = await plimsoll(['run', '-c', config, '--json'], { cwd: folder.path });
    const lost = findingOf(readVerdict(stdout), 'consistency.lost-update');
    expect({ status, lost }).toMatchObject({ status: 1, lost: { kind: 'broken' } });
    expect(lost?.sentence).toMatch(/^Lost .* of .* acknowledged increments of/);
    expect(lost?.evidence.join('\n')).toMatch(/operations prove it.*on 1 of 4 keys/);
    expect(lost?.evidence.join('\n')).toMatch(/user \d+ (?:add: added 1|look: read)/);
    const scenario = scenarioOf(lost);
    expect(scenario).toMatch(/^u\d closed mix=add:1,look:1 .*seek=consistency$/);
    expect(await plimsoll(['replay', scenario, '-c', config], { cwd: folder.path })).toMatchObject({ status: 1 });
  });

  it('that somebody else runs is joined with its password, which stands nowhere, and left as it was', async () => {
    await using server = await startRedis('--requirepass', 'very-secret-word');
    await using folder = await temporaryFolder();
    const url = `redis://:very-secret-word@127.0.0.1:${server.port}/1`;
    const config = `redis: { url: "\${REDIS_URL}", setup: [FLUSHDB] }
operations: { add: { redis: INCR count, increments: count, value: $ }, count: { redis: GET count, reads: count, value: $ } }
users: 1..4\nbudget: 4s`;
    await folder.write('plimsoll.yml', config);
    const options = { cwd: folder.path, env: { REDIS_URL: url } };
    const { status, stdout, stderr } = await plimsoll(['run', '--json', '--out', 'out'], options);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const kept = await Promise.all(
      ['run.json', 'verdict.json', 'report.html'].map((name) => readFile(join(folder.path, 'out', name), 'utf8')),
    );
    expect([stdout, stderr, ...kept].join('\n')).not.toContain('very-secret-word');

    const wrong = await plimsoll(['run', '--json'], { ...options, env: { REDIS_URL: url.replace('very', 'quite') } });
    expect(wrong).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(
        /Could not log in to Redis at .*: the server did not accept user and password \(WRONGPASS\)\. Check user and password in redis\.url/,
      ) as string,
    });
    expect(wrong.stdout + wrong.stderr).not.toContain('quite-secret-word');
  });

  it('that is not there could not be measured', async () => {
    await using folder = await temporaryFolder();
    await folder.write(
      'plimsoll.yml',
      'redis: { url: "redis://:secret-word@127.0.0.1:1" }\nservice: { deadline: 300ms }\noperations: { ping: { redis: PING } }\nbudget: 2s',
    );
    const { status, stdout, stderr } = await plimsoll(['run'], { cwd: folder.path });
    expect({ status, stdout, stderr }).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/nobody listened at tcp:\/\/127\.0\.0\.1:1 .* check redis\.url/) as string,
    });
    expect(stdout + stderr).not.toContain('secret-word');
  });
});
