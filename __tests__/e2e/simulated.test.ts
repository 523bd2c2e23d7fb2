import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, root, temporaryFolder } from '../support/cli.ts';
import { brokenOf, findingOf, readVerdict, scenarioOf } from '../support/verdict.ts';

const brokenIn = (stdout: string): readonly string[] => brokenOf(readVerdict(stdout));

/** A run as it was written, without the moment it was made. */
async function runIn(folder: string): Promise<string> {
  return (await readFile(join(folder, 'run.json'), 'utf8')).replace(/"createdAt":\s*"[^"]*"/, '"createdAt": ""');
}

describe('a service that does not exist', () => {
  it('is gated like any other, and tells the same of the same seed byte for byte', async () => {
    await using folder = await temporaryFolder();
    const demo = (out: string, seed: string): ReturnType<typeof plimsoll> =>
      plimsoll(['demo', '--simulated', '--seed', seed, '--json', '--out', out], { cwd: folder.path });
    const { status, stdout, stderr } = await demo('one', '7');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'pass', suite: 'demo' });
    expect(await demo('two', '7')).toMatchObject({ status: 0, stdout });
    await demo('other', '8');
    const [one, two, other] = await Promise.all(['one', 'two', 'other'].map((name) => runIn(join(folder.path, name))));
    expect(two).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each([
    ['slow', 'limit.p95'],
    ['errors', 'limit.errors'],
    ['leak', 'leak.memory'],
    ['race', 'consistency.lost-update'],
    ['leak-session', 'isolation'],
    ['hang', 'hang.deadlock'],
    ['spin', 'hang.spin'],
    ['starve', 'fairness.starvation'],
    ['flaky', 'property.stability'],
  ])('shows a planted fault: %s', async (fault, id) => {
    const { status, stdout } = await plimsoll(['demo', '--simulated', '--fault', fault, '--seed', '7', '--json', '--quiet']);
    expect({ status, broken: brokenIn(stdout) }).toEqual({ status: 1, broken: expect.arrayContaining([id]) });
  });

  it('shows again what a report says how to show again', async () => {
    const { stdout } = await plimsoll(['demo', '--simulated', '--fault', 'flaky', '--seed', '7', '--json', '--quiet']);
    const scenario = scenarioOf(findingOf(readVerdict(stdout), 'property.stability'));
    expect(scenario).toMatch(/^u10 .*on=simulated-demo-flaky/);
    expect(await plimsoll(['replay', scenario, '--quiet'])).toMatchObject({ status: 1 });
    // There is room for nine.
    expect(await plimsoll(['replay', scenario.replace(/^u10/, 'u9'), '--quiet'])).toMatchObject({ status: 0 });
  });

  it('is described by a configuration', async () => {
    const { status, stdout, stderr } = await plimsoll(['run', '-c', join(root, 'fixtures/configs/simulated.yml'), '--seed', '7', '--json']);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'pass', suite: 'simulated' });
    expect(brokenIn(stdout)).toEqual([]);
  });

  it('stands in for what a configuration names: nothing is started, reached or kept, and limits are judged', async () => {
    await using folder = await temporaryFolder();
    const text = await readFile(join(root, 'fixtures/configs/postgres.yml'), 'utf8');
    await folder.write('plimsoll.yml', text);
    await folder.write('strict.yml', `${text}\nlimits: { p95: 1ms }\n`);
    const rehearse = (...more: readonly string[]): ReturnType<typeof plimsoll> =>
      plimsoll(['run', '--simulated', '--seed', '7', '--json', '--quiet', ...more], {
        cwd: folder.path,
        env: { DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/nowhere' },
      });
    const { status, stdout } = await rehearse();
    expect({ status, broken: brokenIn(stdout) }).toEqual({ status: 0, broken: [] });
    expect((await readdir(folder.path)).sort()).toEqual(['plimsoll.yml', 'strict.yml']);
    const strict = await rehearse('-c', 'strict.yml');
    expect({ status: strict.status, broken: brokenIn(strict.stdout) }).toMatchObject({
      status: 1,
      broken: expect.arrayContaining(['limit.p95']) as unknown,
    });
    expect(strict.stdout).toMatch(/replay '[^']+' -c strict\.yml --simulated/);
  });

  it('may have a process that does the same in real time', async () => {
    await using folder = await temporaryFolder();
    const config = await folder.write(
      'real.yml',
      `
suite: real
simulated: { speed: real-time, memory: 10MB }
operations:
  stock: { simulate: { time: 3ms, cpu: 0.1ms, racy: true }, increments: { key: "{{key}}", value: $.stock } }
  count: { simulate: 1ms, reads: "{{key}}" }
users: 1..5
compare: { with: none }
baseline: { store: none }
budget: 12s
`,
    );
    const { status, stdout } = await plimsoll(['run', '-c', config, '--json', '--quiet', '--out', 'out'], { cwd: folder.path });
    expect({ status, broken: brokenIn(stdout) }).toEqual({ status: 1, broken: ['consistency.lost-update'] });
    const { resources } = JSON.parse(await runIn(join(folder.path, 'out'))) as {
      resources: readonly { use: { rssBytes: { max: number } } }[];
    };
    // The process of a Node, and what it was told to hold.
    expect(resources[0]?.use.rssBytes.max).toBeGreaterThan(20 * 1_024 ** 2);
  });
});
