import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.ts';
import { openBench } from '../service/base/a-repository.ts';
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

  it('that take twice as long as at their base fail beside it, each version in a folder of its own', async () => {
    using bench = openBench();
    const counting = (times: number): string => `i=0; while [ $i -lt ${times} ]; do i=$((i + 1)); done; echo counted\n`;
    const config = {
      operations: { count: { run: ['sh', 'count.sh'], expect: { output: '^counted$' } } },
      users: 1,
      budget: '50s',
      leaks: false,
      properties: { stability: false },
      limits: { p95: '60s', mean: '60s' },
      baseline: { store: 'none' },
    };
    bench.repository('tool', { 'plimsoll.yml': JSON.stringify(config), 'count.sh': counting(20_000) });
    bench.git('tool', 'checkout', '-q', '-b', 'change');
    bench.commit('tool', { 'count.sh': counting(40_000) });
    const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', RUNNER_TEMP: bench.spots, PLIMSOLL_E2E: bench.spots };
    const { status, stdout } = await plimsoll(['run', '--json', '--against', 'main', '--out', bench.path('out')], {
      cwd: bench.path('tool'),
      env,
    });
    const verdict = readVerdict(stdout);
    expect(verdict.comparisons.filter(({ kind }) => kind === 'regression').map(({ metric }) => metric)).toContain('cpu-per-operation');
    expect({ status, broken: brokenOf(verdict).includes('regression.cpu-per-operation') }).toEqual({ status: 1, broken: true });
    // No process of one operation is left for the next: nothing is shared that would hide a change.
    const run = JSON.parse(readFileSync(bench.path('out/run.json'), 'utf8')) as Run;
    expect(run.base).toMatchObject({ paired: { joined: false, notes: [] } });
    expect(processesWith('PLIMSOLL_E2E', bench.spots)).toEqual([]);
  }, 180_000);
});
