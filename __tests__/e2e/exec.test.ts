import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, processesWith, root, temporaryFolder } from '../support/cli.ts';
import { brokenOf, readVerdict } from '../support/verdict.ts';

describe('command lines under the gate', () => {
  it('are measured, with their CPU time and memory, and leave no process', async () => {
    await using folder = await temporaryFolder();
    await folder.write('text.txt', 'plimsoll\nline\nplimsoll\n'.repeat(500));
    const { status, stdout, stderr } = await plimsoll(['run', '-c', join(root, 'fixtures/configs/exec.yml'), '--json', '--budget', '10s'], {
      cwd: folder.path,
      env: { WORDS: join(root, 'fixtures/commands/words.mjs'), PLIMSOLL_E2E: folder.path },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const verdict = readVerdict(stdout);
    expect({ suite: verdict.suite, broken: brokenOf(verdict) }).toEqual({ suite: 'exec', broken: [] });
    expect(processesWith('PLIMSOLL_E2E', folder.path)).toEqual([]);
  });

  it('that fail are told with what they said', async () => {
    await using folder = await temporaryFolder();
    await folder.write(
      'plimsoll.yml',
      `suite: failing\noperations:\n  words: { run: [node, ${JSON.stringify(join(root, 'fixtures/commands/words.mjs'))}, --fail] }\nusers: 1\nbudget: 4s\n`,
    );
    const { status, stdout } = await plimsoll(['run', '--json', '--out', 'out'], { cwd: folder.path });
    expect(status).toBe(1);
    expect(stdout).toContain('exit status 2: words: asked to fail');
  });
});
