import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RaceReport } from '../../src/model/race.ts';
import { type CliResult, node, plimsoll, root, temporaryFolder } from '../support/cli.ts';

const fixture = (name: string): string => join(root, 'fixtures/race', name);

async function raceJson(...args: readonly string[]): Promise<{ readonly status: number | null; readonly report: RaceReport }> {
  const { status, stdout, stderr } = await plimsoll(['race', ...args, '--json', '--quiet']);
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as RaceReport & { readonly schema: string };
  expect(report.schema).toBe('plimsoll.race/1');
  return { status, report };
}

async function raceText(text: string, ...args: readonly string[]): Promise<CliResult> {
  await using folder = await temporaryFolder();
  await folder.write('module.mjs', text);
  return await plimsoll(['race', 'module.mjs', ...args], { cwd: folder.path, env: { GITHUB_TOKEN: 'ghs_tokenOfNobody' } });
}

describe('plimsoll race', () => {
  it.each(['lost-update.mjs', 'double-fetch.mjs', 'pool.mjs'])(
    'finds what is wrong in %s, and its command shows it again',
    async (name) => {
      const { status, report } = await raceJson(fixture(name));
      const [race] = report.races;
      expect({ status, kind: report.kind, race }).toMatchObject({ status: 1, kind: 'broken', race: { kind: 'broken' } });
      expect(race?.evidence.join('\n')).toMatch(/#\d+ \w+/);
      const command = race?.replay ?? '';
      expect(command).toMatch(/^npx plimsoll race \S+ --only '[^']+' --seed \d+ --path [\d:]+$/);
      // As a shell takes it.
      const again = command.replace('npx plimsoll', `'${node}' '${join(root, 'dist/cli.js')}'`);
      const failed = await promisify(execFile)('sh', ['-c', again]).then(
        () => null,
        (error: { readonly code: number; readonly stdout: string }) => error,
      );
      expect({ code: failed?.code, said: failed?.stdout }).toEqual({ code: 1, said: expect.stringContaining('Broke again: ') });
    },
  );

  it('finds nothing wrong in locked.mjs', async () => {
    const { status, stdout } = await plimsoll(['race', fixture('locked.mjs')]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^The race held\n[\s\S]*✓ raceLockedAdds\n/) });
  });

  it('repeats itself with the same seed, and tries as often as it is asked to', async () => {
    const [one, other] = await Promise.all(['5', '5'].map((seed) => raceJson(fixture('pool.mjs'), '--seed', seed)));
    expect(one).toEqual(other);
    const { report } = await raceJson(fixture('locked.mjs'), '--runs', '7');
    expect(report.races[0]).toMatchObject({ kind: 'held', runs: 7 });
  });

  it('keeps our secrets from the module, and its texts from acting on a log', async () => {
    const text = `export const races = { '::error::x \\u001b[31m##[error]': async (s) => {
      await s.waitFor(s.schedule(Promise.resolve(), '::add-path::/x\\n::stop-commands::y'));
      console.log('::error::printed');
      throw new Error(String(process.env.GITHUB_TOKEN) + ' ghs_tokenOfNobody');
    } };`;
    const { status, stdout, stderr } = await raceText(text);
    expect(status).toBe(1);
    expect(stdout).toContain('undefined ***');
    // oxlint-disable-next-line no-control-regex -- control characters are what it is about
    expect(`${stdout}\n${stderr}`.split('\n').filter((line) => /##\[|^\s*::|\u001b/.test(line))).toEqual([]);
  });
});

describe('plimsoll race, of what it cannot use', () => {
  const held = `export async function raceNothing(s) { await s.waitFor(s.schedule(Promise.resolve())); }`;

  it.each([
    ['a module without races', 'export const fast = true;', [], 'exports no races'],
    ['a race that is not there', held, ['--only', 'other'], 'has no race `other`. It has:\n  raceNothing'],
    ['runs that are no number', held, ['--runs', 'many'], '--runs takes a whole number'],
    ['a path without its seed', held, ['--path', '3'], 'give --seed and --only with it'],
    ['a path that is none', held, ['--path', '3;4'], '--path takes what an earlier run printed'],
  ])('%s is a fault with status 2', async (_, text, args, said) => {
    const { status, stderr } = await raceText(text, ...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(said) });
    expect(stderr).not.toMatch(/unexpected|\n\s+at /);
  });

  it('a file that is not there is one too', async () => {
    expect(await plimsoll(['race', 'nowhere.mjs'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no file nowhere.mjs'),
    });
  });

  it.each([
    ['cannot be imported', `throw new Error('not today');`, 'could not be imported: Error: not today'],
    ['exits', `${held} process.exit(0);`, 'Its process exited with status 0 while it was imported'],
    ['exits in a race', `export const races = { 'it stays': async () => process.exit(4) };`, 'Its process exited with status 4 in run 1'],
    ['loops in a race', `export const races = { 'it ends': async () => { for (;;); } };`, 'an endless loop?'],
  ])('a module that %s has status 3', async (_, text, said) => {
    const { status, stdout } = await raceText(text);
    expect({ status, stdout: stdout.replace(/\s+/g, ' ') }).toEqual({ status: 3, stdout: expect.stringContaining(said) });
  });
});
