import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptFurther, findAccepted, type AcceptedOf } from '../src/accepted.ts';
import { decideConfig } from '../src/config/decide.ts';
import type { Acceptance, KeptAcceptance } from '../src/model/acceptance.ts';
import type { RememberedRun } from '../src/model/memory.ts';
import { aWorld } from './baseline/a-world.ts';
import { aMemory, aRun, earlierRun, nothingRecalled } from './baseline/sample-run.ts';
import { ownGit, people } from './support/git.ts';

let folder = '';
const environment = { ...ownGit(), ...people };
const git = (...words: readonly string[]): string => execFileSync('git', words, { cwd: folder, env: environment, encoding: 'utf8' }).trim();
const commit = (message: string): string => {
  git('commit', '--quiet', '--allow-empty', '-m', message);
  return git('rev-parse', 'HEAD');
};
const label: Acceptance = { metric: 'mean', because: '', by: 'label of pull request 12' };
const configOf = (compare: string): AcceptedOf['config'] => {
  const text = `service: { url: 'http://127.0.0.1:1' }\noperations: { list: { get: / } }\ncompare: { with: ${compare} }\n`;
  return decideConfig({ file: { path: 'plimsoll.yml', text }, flags: {}, environment: {}, directory: folder, inActions: false });
};
const find = async (
  runs: readonly RememberedRun[],
  acceptances: readonly KeptAcceptance[] = [],
  compare = 'history',
): Promise<{ metrics: readonly string[]; notes: readonly string[]; asked: readonly boolean[] }> => {
  const asked: boolean[] = [];
  const config = configOf(compare);
  const { runner } = aRun();
  const found = await findAccepted(
    {
      config,
      runner,
      source: { repository: '', commit: git('rev-parse', 'HEAD'), ref: 'main' },
      standing: { pullRequest: null, defaultBranch: 'main' },
      findFurther: async (whole) => {
        asked.push(whole);
        return { accepted: [label], notes: ['A note.'] };
      },
    },
    { kind: 'found', memory: aMemory({ runs: runs.map((run) => ({ ...run, configHash: config.hash })), acceptances }), sentence: '' },
    aWorld({ environment, directory: folder }),
  );
  return { metrics: found.accepted.map(({ metric }) => metric), notes: found.notes, asked };
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-accepted-'));
  git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('who accepted what of a run of the default branch', () => {
  it('are the commits since the newest run that may be compared, and labels', async () => {
    const first = commit('One');
    const second = commit('Two\n\nplimsoll: accept p95');
    commit('Three\n\nplimsoll: accept rss');
    const runs = [earlierRun([], { commit: first }), earlierRun([], { commit: second, runnerClass: 'another' })];
    expect(await find(runs)).toEqual({ metrics: ['rss', 'p95', 'mean'], notes: ['A note.'], asked: [true] });
    expect(await find([])).toMatchObject({ metrics: ['rss', 'mean'], asked: [false] });
    expect(await find(runs, [], 'none')).toEqual({ metrics: [], notes: [], asked: [] });
  });

  it('are not those by which an earlier run was let pass already', async () => {
    commit('One\n\nplimsoll: accept p95');
    const earlier = earlierRun([]);
    const kept = { ...label, createdAt: earlier.createdAt, expiresAt: '2027-01-01T00:00:00.000Z' };
    expect((await find([earlier], [kept])).metrics).toEqual(['p95']);
  });
});

describe('a run that was measured elsewhere', () => {
  it('gets what was accepted meanwhile, behind what its own document says', () => {
    const own: Acceptance = { metric: 'mean', because: 'of it', by: 'commit 4f2c1e9' };
    const run = acceptFurther(aRun({ accepted: [own] }), [label, { ...label, metric: 'rss' }], nothingRecalled);
    expect(run).toEqual(aRun({ accepted: [own, { ...label, metric: 'rss' }] }));
  });
});
