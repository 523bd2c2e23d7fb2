import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, processesWith, root, temporaryFolder } from '../support/cli.ts';
import { brokenOf, findingOf, readVerdict, scenarioOf } from '../support/verdict.ts';

describe('a module of operations under the gate', () => {
  it('carries its users, each in its own session, loses no count, and leaves no process', async () => {
    await using folder = await temporaryFolder();
    const { status, stdout, stderr } = await plimsoll(
      ['run', '-c', join(root, 'fixtures/configs/module.yml'), '--json', '--budget', '14s'],
      {
        cwd: folder.path,
        env: { MODULES: join(root, 'fixtures/modules'), PLIMSOLL_E2E: folder.path },
      },
    );
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const verdict = readVerdict(stdout);
    expect(brokenOf(verdict)).toEqual([]);
    expect(findingOf(verdict, 'isolation')).toMatchObject({ kind: 'held' });
    expect(processesWith('PLIMSOLL_E2E', folder.path)).toEqual([]);
  });

  it('that crashes is told as what it is', async () => {
    await using folder = await temporaryFolder();
    await folder.write('load.mjs', 'export const work = () => process.exit(3);');
    await folder.write('plimsoll.yml', 'suite: crashing\nmodule: ./load.mjs\noperations:\n  work: { call: work }\nusers: 1\nbudget: 4s\n');
    const { status, stdout } = await plimsoll(['run', '--json', '--out', 'out'], { cwd: folder.path });
    expect(status).toBe(1);
    expect(stdout).toContain("the module's process exited with status 3");
  });

  it('that crashes now and then, within the limit of errors, is no sound one; the replay shows it again', async () => {
    await using folder = await temporaryFolder();
    const work = 'let n = 0; export const work = async () => { n += 1; if (n === 400) process.exit(3); await new Promise(setImmediate); };';
    await folder.write('load.mjs', work);
    await folder.write('plimsoll.yml', 'module: ./load.mjs\noperations: { work: { call: work } }\nusers: 1..4\nbudget: 6s\n');
    const { status, stdout } = await plimsoll(['run', '--json'], { cwd: folder.path });
    const verdict = readVerdict(stdout);
    expect({ status, broken: brokenOf(verdict) }).toEqual({ status: 1, broken: ['crash.process'] });
    expect(findingOf(verdict, 'crash.process')).toMatchObject({
      sentence: expect.stringMatching(/^The process behind [\d\u2009]+ of [\d\u2009]+ operations died before they were done$/u),
      evidence: ["work: the module's process exited with status 3"],
    });
    expect(findingOf(verdict, 'limit.errors')).toMatchObject({ kind: 'held' });
    const again = await plimsoll(['replay', scenarioOf(findingOf(verdict, 'crash.process'))], { cwd: folder.path });
    expect(again).toMatchObject({ status: 1, stdout: expect.stringContaining('crash.process broken') });
  });
});
