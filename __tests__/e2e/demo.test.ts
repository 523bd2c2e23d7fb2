import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, temporaryFolder } from '../support/cli.ts';
import { brokenOf, findingOf, readVerdict, scenarioOf } from '../support/verdict.ts';

describe('plimsoll demo', () => {
  it('passes the healthy shop and writes every file', async () => {
    await using folder = await temporaryFolder();
    const { status, stdout } = await plimsoll(['demo', '--budget', '8s', '--json', '--out', 'out'], { cwd: folder.path });
    const verdict = readVerdict(stdout);
    expect({ status, kind: verdict.kind, broken: brokenOf(verdict) }).toEqual({ status: 0, kind: 'pass', broken: [] });
    expect(verdict).toMatchObject({
      schema: 'plimsoll.verdict/1',
      comparisons: expect.any(Array),
      self: { generator: expect.anything(), monitor: expect.anything(), runner: expect.anything() },
      cost: { phaseMs: { startup: expect.any(Number), steady: expect.any(Number), properties: expect.any(Number) } },
    });
    expect(verdict.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['limit.p95', 'limit.mean', 'limit.errors', 'property.stability', 'crash']),
    );
    expect((await readdir(join(folder.path, 'out'))).sort()).toEqual(['junit.xml', 'report.html', 'report.md', 'run.json', 'verdict.json']);
    expect(await readFile(join(folder.path, 'out/report.md'), 'utf8')).toMatch(/^### ✅ Plimsoll/);
  });

  it('names the limit and the property a slow shop breaks, and the printed replay breaks again', async () => {
    const { status, stdout } = await plimsoll(['demo', '--fault', 'slow', '--budget', '12s', '--json']);
    const verdict = readVerdict(stdout);
    expect({ status, kind: verdict.kind }).toEqual({ status: 1, kind: 'fail' });
    expect(brokenOf(verdict)).toEqual(expect.arrayContaining(['limit.p95', 'property.stability']));
    const scenario = scenarioOf(findingOf(verdict, 'property.stability'));
    const again = await plimsoll(['replay', scenario]);
    expect(again).toMatchObject({ status: 1, stdout: expect.stringContaining('property.stability broken') });
  });

  it('replays an open load, which waits for no answer', async () => {
    const load = 'mix=list:8 keys=100 d=1s warm=200ms seed=1 conns=100';
    const [healthy, slow] = [
      await plimsoll(['replay', `open poisson:100/s ${load} on=demo`]),
      await plimsoll(['replay', `open ramp:20/s..100/s ${load} on=demo-slow`]),
    ];
    expect(healthy).toMatchObject({ status: 0, stdout: expect.stringContaining('held in 3 of 3 measurements at 100 arrivals/s') });
    expect(slow).toMatchObject({ status: 1, stdout: expect.stringContaining('at 20 to 100 arrivals/s') });
  });

  it('names the error limit a failing shop breaks', async () => {
    const { status, stdout } = await plimsoll(['demo', '--fault', 'errors', '--budget', '8s', '--json']);
    const verdict = readVerdict(stdout);
    expect({ status, kind: verdict.kind }).toEqual({ status: 1, kind: 'fail' });
    expect(brokenOf(verdict)).toContain('limit.errors');
    expect(brokenOf(verdict)).not.toContain('limit.p95');
  });

  it('prints a readable report, its answer first', async () => {
    const { status, stdout, stderr } = await plimsoll(['demo', '--simulated', '--budget', '20s']);
    expect(status).toBe(0);
    expect(stdout.trimStart()).toMatch(/^✅ Plimsoll/);
    expect(stderr).toMatch(/startup[\s\S]*steady[\s\S]*drain[\s\S]*properties/);
  });
});
