import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { plimsoll, root, temporaryFolder, type CliResult, type Folder } from '../support/cli.ts';

const fixture = async (name: string): Promise<Run> =>
  JSON.parse(await readFile(join(root, 'fixtures/runs', name, 'run.json'), 'utf8')) as Run;
const healthy = await fixture('healthy');

/** Runs of one commit as a calm machine gives them, numbers a percent apart and costs so many times as large. */
async function writeRuns(folder: Folder, side: string, count: number, times: number, part: Partial<Run> = {}): Promise<void> {
  const day = side.startsWith('before') ? 1 : 20;
  for (let at = 0; at < count; at += 1) {
    const metrics = healthy.metrics.map((metric, of) => {
      const change = metric.unit === '%' ? 1 : (1 + 0.01 * Math.sin(7 * (at + day) + 3 * of)) * (metric.name === 'rss' ? 1 : times);
      return { ...metric, value: metric.worse === 'higher' ? metric.value * change : metric.value / change };
    });
    const createdAt = new Date(Date.UTC(2026, 2, day, at)).toISOString();
    const run: Run = { ...healthy, metrics, createdAt, ...part };
    await mkdir(join(folder.path, side, String(at)), { recursive: true });
    await writeFile(join(folder.path, side, String(at), 'run.json'), JSON.stringify(run));
  }
}

async function compare({ path }: Folder, ...args: readonly string[]): Promise<CliResult & { readonly verdict: Verdict }> {
  const result = await plimsoll(['compare', ...args, '--json'], { cwd: path });
  return { ...result, verdict: JSON.parse(result.stdout) as Verdict };
}

describe('plimsoll compare, of two folders of runs', () => {
  it('passes what got no worse, and says what was compared with what', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'before', 6, 1);
    await writeRuns(folder, 'after', 6, 1.002);
    expect(await compare(folder, 'before', 'after')).toMatchObject({
      status: 0,
      verdict: {
        kind: 'pass',
        baseline: {
          runs: 6,
          sentence: expect.stringMatching(/^6 runs of 4f2c1e9 \(2026-03-01\) before, 6 runs .* on AMD EPYC 7763 .* Node/),
        },
      },
    });
  });

  it('fails what got worse with status 1, in every report, and changes nothing it read', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'before', 6, 1);
    await writeRuns(folder, 'after', 6, 1.15);
    const read = await readFile(join(folder.path, 'after/5/run.json'), 'utf8');
    const { status, stdout } = await plimsoll(['compare', 'before', 'after', '--out', 'out'], { cwd: folder.path });
    expect(status).toBe(1);
    expect(stdout).toMatch(/CPU per operation/);
    expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([]);
    expect((await readdir(join(folder.path, 'out'))).toSorted()).toEqual([
      'junit.xml',
      'report.html',
      'report.md',
      'run.json',
      'verdict.json',
    ]);
    const verdict = JSON.parse(await readFile(join(folder.path, 'out/verdict.json'), 'utf8')) as Verdict;
    const worse = verdict.comparisons.filter(({ kind }) => kind === 'regression');
    expect(worse.map(({ metric }) => metric).toSorted()).toEqual(['cpu-per-operation', 'mean', 'p95', 'throughput']);
    for (const { metric, intervalPercent } of worse) {
      const truth = metric === 'throughput' ? 100 * (1 / 1.15 - 1) : 15;
      expect(intervalPercent?.[0]).toBeLessThanOrEqual(truth + 0.5);
      expect(intervalPercent?.[1]).toBeGreaterThanOrEqual(truth - 0.5);
    }
    expect(await readFile(join(folder.path, 'after/5/run.json'), 'utf8')).toBe(read);
  });

  it('of three runs each pretends nothing: it says how many would do', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'before', 3, 1);
    await writeRuns(folder, 'after', 3, 2);
    expect(await compare(folder, 'before', 'after')).toMatchObject({
      status: 0,
      verdict: { kind: 'inconclusive', reason: expect.stringMatching(/3 runs before and 3 after are too few .* 6 of each would do/) },
    });
  });

  it('of another machine are not compared, and what differs is said', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'before', 6, 1, { runner: { ...healthy.runner, cpuModel: 'Intel Xeon 8370C' } });
    await writeRuns(folder, 'after', 6, 2);
    expect(await compare(folder, 'before', 'after')).toMatchObject({
      status: 0,
      verdict: {
        kind: 'not-comparable',
        comparisons: [],
        baseline: { runs: 0, sentence: expect.stringContaining('CPU Intel Xeon 8370C') },
      },
    });
  });
});

describe('plimsoll compare, of one run', () => {
  it('with a folder of many goes by the rules of a history', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'before', 20, 1);
    await writeRuns(folder, 'after', 1, 1);
    await writeRuns(folder, 'after-slow', 1, 2);
    expect(await compare(folder, 'before', 'after')).toMatchObject({ status: 0, verdict: { kind: 'pass', baseline: { runs: 20 } } });
    expect(await compare(folder, 'before', 'after-slow')).toMatchObject({ status: 1, verdict: { kind: 'fail' } });
  });

  it('with another shows each change and judges none; its own limits it has still to hold', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'before', 1, 1);
    await writeRuns(folder, 'after', 1, 1.5);
    const { status, verdict } = await compare(folder, 'before/0/run.json', 'after/0');
    expect({ status, kind: verdict.kind }).toEqual({ status: 0, kind: 'inconclusive' });
    expect(new Set(verdict.comparisons.map(({ kind }) => kind))).toEqual(new Set(['inconclusive']));
    expect(verdict.comparisons.find(({ metric }) => metric === 'p95')?.changePercent).toBeGreaterThan(45);
    expect(await compare(folder, 'before/0', join(root, 'fixtures/runs/slow'))).toMatchObject({
      status: 1,
      verdict: { kind: 'fail', findings: expect.arrayContaining([expect.objectContaining({ id: 'limit.p95', kind: 'broken' })]) },
    });
  });

  it('with itself says so', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'after', 1, 1);
    expect(await compare(folder, 'after', 'after/0/run.json')).toMatchObject({
      status: 0,
      verdict: { kind: 'not-comparable', reason: expect.stringContaining('also among those after') },
    });
  });
});

describe('plimsoll compare, of what it cannot use', () => {
  it('is a fault with status 2, and names what it found', async () => {
    await using folder = await temporaryFolder();
    await writeRuns(folder, 'after', 1, 1);
    await mkdir(join(folder.path, 'before'));
    await folder.write('before/notes.json', '{ nonsense');
    for (const [args, said] of [
      [['before', 'after'], 'notes.json (it is not well-formed JSON)'],
      [['nowhere', 'after'], 'there is no such file'],
      [['after'], "missing required argument 'after'"],
      [['after', 'after/0', '--out', 'after/0'], '--out would write over a run'],
    ] as const) {
      const { status, stderr } = await plimsoll(['compare', ...args], { cwd: folder.path });
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(said) });
      expect(stderr).not.toMatch(/unexpected|\n\s+at /);
    }
  });

  it('is passed over beside what it can, and named, and no text of a document acts on a log', async () => {
    await using folder = await temporaryFolder();
    const evil = 'x\n::error::y ##[error]z \u001b[31m';
    const part = { source: { ...healthy.source, commit: evil }, runner: { ...healthy.runner, cpuModel: evil, node: evil } };
    await writeRuns(folder, 'before', 1, 1, part);
    await writeRuns(folder, 'after', 1, 1, part);
    await folder.write('before/::add-path::x.json', '{ nonsense');
    const { status, stdout, stderr } = await plimsoll(['compare', 'before', 'after'], { cwd: folder.path });
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('add-path::x.json (it is not well-formed JSON)');
    expect(`${stdout}\n${stderr}`.split('\n').filter((line) => /##\[|^\s*::/.test(line))).toEqual([]);
  });
});
