import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { openBaseline, type Baseline } from '../../src/baseline/open.ts';
import type { RememberedRun } from '../../src/model/memory.ts';
import type { World } from '../../src/world.ts';
import { startActionsServices, type ActionsServices } from '../support/actions-services.ts';
import { scopesOf, type CacheScope } from '../support/runtime-token.ts';
import { aWorld } from './a-world.ts';
import { aMemory, earlierRun, ms } from './sample-run.ts';

const onMain = scopesOf({ ref: 'refs/heads/main' });
const onPull = scopesOf({ ref: 'refs/pull/7/merge' });
const memory = aMemory({ runs: [earlierRun([ms('p95', 12)])] });
const came = process.cwd();

let services: ActionsServices;
let root: string;
let workspace: string;
let printed: MockInstance<typeof process.stdout.write>;

const become = (scopes: readonly CacheScope[]): void => {
  for (const [name, value] of Object.entries(services.environment(scopes))) vi.stubEnv(name, value);
};

/** The store as a job of this run opens it; the client itself reads the process's environment. */
const open = (runKey: string, { suite = 'checkout', world = {} }: { suite?: string; world?: Partial<World> } = {}): Baseline => {
  const place = { suite, repository: 'acme/shop', runKey, directory: join(workspace, '.plimsoll') };
  return openBaseline(
    { store: 'cache', file: '', branch: '' },
    place,
    aWorld({ environment: process.env, directory: workspace, ...world }),
  );
};

const freshRunner = (): Promise<void> => rm(join(workspace, '.plimsoll'), { recursive: true, force: true });

beforeEach(async () => {
  services = await startActionsServices();
  root = await mkdtemp(join(tmpdir(), 'plimsoll-cache-'));
  workspace = join(root, 'work');
  await mkdir(join(root, 'temp'));
  await mkdir(workspace);
  vi.stubEnv('GITHUB_WORKSPACE', workspace);
  vi.stubEnv('RUNNER_TEMP', join(root, 'temp'));
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  vi.stubEnv('ACTIONS_CACHE_MODE', '');
  // The client prints to stdout; on a real runner those lines are workflow commands.
  printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  process.chdir(workspace);
  become(onMain);
});

afterEach(async () => {
  process.chdir(came);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await services.close();
  await rm(root, { recursive: true, force: true });
});

describe('the cache store', () => {
  it('has nothing at first, and a later run and a pull request find what a run kept', async () => {
    expect(await open('1-1').recall()).toMatchObject({ kind: 'none', sentence: expect.stringContaining('has none for this suite yet') });
    expect(await open('1-1').keep(memory)).toEqual({ kind: 'kept', sentence: 'The baseline in the Actions cache now holds 1 run.' });
    await freshRunner();
    expect(await open('2-1').recall()).toMatchObject({
      kind: 'found',
      memory,
      sentence: 'The baseline in the Actions cache holds 1 earlier run, the newest of 2026-10-31 at 4f2c1e9.',
    });
    await freshRunner();
    become(onPull);
    expect(await open('3-1').recall()).toMatchObject({ kind: 'found', memory });
  });

  it('finds the newest entry, and never that of another suite', async () => {
    const two = aMemory({ runs: [...memory.runs, earlierRun([ms('p95', 13)])] });
    await open('1-1').keep(memory);
    await open('2-1').keep(two);
    await open('1-1', { suite: 'checkout-2' }).keep(aMemory({ suite: 'checkout-2' }));
    expect(await open('10-1').recall()).toMatchObject({ kind: 'found', memory: two });
    expect((await open('10-1', { suite: 'check' }).recall()).kind).toBe('none');
  });

  it('loses no run of two jobs that measured at once, the later of which has to have seen neither', async () => {
    const runOf = (commit: string): RememberedRun => earlierRun([ms('p95', 12)], { commit });
    await open('1-1').keep(memory);
    const [one, other] = [open('2-1'), open('3-1')];
    await one.recall();
    await other.recall();
    expect((await one.keep(aMemory({ runs: [...memory.runs, runOf('aaaa')] }))).sentence).toContain('now holds 2 runs.');
    expect(await other.keep(aMemory({ runs: [...memory.runs, runOf('bbbb')] }))).toEqual({
      kind: 'kept',
      sentence: 'The baseline in the Actions cache now holds 3 runs.',
    });
    await freshRunner();
    expect(await open('4-1').recall()).toMatchObject({ memory: { runs: [...memory.runs, runOf('aaaa'), runOf('bbbb')] } });
  });

  it('says what it lost when another job’s run cannot be read, and does not look again at what it has seen', async () => {
    await open('1-1').keep(memory);
    const baseline = open('2-1');
    await baseline.recall();
    await open('3-1').keep(aMemory({ runs: [...memory.runs, earlierRun([], { commit: 'aaaa' })] }));
    services.trouble('download', { kind: 'corrupt' });
    expect(await baseline.keep(memory)).toEqual({
      kind: 'kept',
      sentence: 'The baseline in the Actions cache now holds 1 run. Another job kept one meanwhile that could not be read and is lost.',
    });
    services.heal();
    const later = open('4-1');
    await later.recall();
    services.trouble('download', { kind: 'corrupt' });
    expect((await later.keep(memory)).sentence).toBe('The baseline in the Actions cache now holds 1 run.');
  });

  it('lets only its own file travel, whatever else lies in the folder', async () => {
    await mkdir(join(workspace, '.plimsoll'));
    await writeFile(join(workspace, '.plimsoll', 'notes.txt'), 'mine');
    await open('1-1').keep(memory);
    await writeFile(join(workspace, '.plimsoll', 'notes.txt'), 'changed');
    expect((await open('2-1').recall()).kind).toBe('found');
    expect(await readFile(join(workspace, '.plimsoll', 'notes.txt'), 'utf8')).toBe('changed');
  });

  it('never takes what the repository put where its copy belongs', async () => {
    await mkdir(join(workspace, '.plimsoll'));
    await writeFile(join(workspace, '.plimsoll', 'baseline.json'), JSON.stringify(memory));
    expect((await open('1-1').recall()).kind).toBe('none');
    await freshRunner();
    await mkdir(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), join(workspace, '.plimsoll'));
    expect((await open('1-1').recall()).sentence).toContain('is not a folder');
    expect((await open('1-1').keep(memory)).sentence).toContain('is not a folder');
  });

  it('says what is wrong with an entry that is no baseline of ours', async () => {
    await open('1-1').keep(memory);
    services.trouble('download', { kind: 'corrupt' });
    expect((await open('2-1').recall()).kind).toBe('none');
    services.heal();
    await open('1-1', { suite: 'x' }).keep(aMemory({ suite: 'x' }));
    // The same entry, read by a repository that has taken over the name.
    const place = { suite: 'x', repository: 'acme/new', runKey: '3-1', directory: join(workspace, '.plimsoll') };
    const other = openBaseline({ store: 'cache', file: '', branch: '' }, place, aWorld({ directory: workspace }));
    expect((await other.recall()).sentence).toBe('No baseline: the file from the Actions cache belongs to another repository.');
  });

  it('says so when this run has saved already, when writing is denied, and when reading is denied', async () => {
    await open('1-1').keep(memory);
    expect(await open('1-1').keep(memory)).toMatchObject({ kind: 'not-kept', sentence: expect.stringContaining('has saved already') });
    services.denyWrites();
    expect(await open('2-1').keep(memory)).toMatchObject({ kind: 'not-kept', sentence: expect.stringContaining('may not write') });
    services.denyReads();
    expect((await open('2-1').recall()).kind).toBe('none');
  });

  it('says so when the service is gone, has no room for us, or there is no token', async () => {
    services.trouble('*', { kind: 'answer', status: 429, headers: { 'retry-after': '60' } });
    expect((await open('1-1').recall()).kind).toBe('none');
    expect((await open('1-1').keep(memory)).kind).toBe('not-kept');
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', '');
    expect((await open('1-1').recall()).kind).toBe('none');
    expect((await open('1-1').keep(memory)).kind).toBe('not-kept');
  });

  it('does not wait for ever, and then never hides the history it could not see behind a new entry', async () => {
    await open('1-1').keep(memory);
    services.trouble('GetCacheEntryDownloadURL', { kind: 'slow', ms: 500 });
    // The deadline's clock runs fast; the client's does not.
    const baseline = open('2-1', { world: { sleep: () => delay(50) } });
    expect((await baseline.recall()).sentence).toBe('No baseline: the Actions cache did not answer within 20 s.');
    services.heal();
    expect(await baseline.keep(memory)).toMatchObject({ kind: 'not-kept', sentence: expect.stringContaining('must not be overwritten') });
    expect(services.cacheEntries()).toHaveLength(1);
    // The client goes on alone; it must have ended before its folder is removed.
    await vi.waitFor(() => expect(printed).toHaveBeenCalledWith(expect.stringContaining('restored successfully')), 10_000);
  });

  it.each(['none', 'read', 'write-only', 'write'])('keeps to cache-mode %s and says so', async (mode) => {
    await open('1-1').keep(memory);
    vi.stubEnv('ACTIONS_CACHE_MODE', mode);
    const baseline = open('2-1');
    const recall = await baseline.recall();
    const keeping = await baseline.keep(memory);
    expect(recall.kind).toBe(mode === 'read' || mode === 'write' ? 'found' : 'none');
    expect(keeping.kind).toBe(mode === 'write' ? 'kept' : 'not-kept');
    if (recall.kind === 'none') expect(recall.sentence).toContain(`cache-mode ${mode}`);
  });

  it('says so off Actions', async () => {
    vi.stubEnv('ACTIONS_RESULTS_URL', '');
    expect((await open('').recall()).sentence).toContain('is not available here');
    expect((await open('1-1').keep(memory)).sentence).toContain('is not available here');
    expect((await open('').keep(memory)).kind).toBe('not-kept');
  });

  it('says so when the service has gone away', async () => {
    await services.close();
    expect((await open('1-1').recall()).kind).toBe('none');
    expect((await open('1-1').keep(memory)).kind).toBe('not-kept');
  });
});
