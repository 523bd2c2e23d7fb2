import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutBase } from '../../../src/service/base/check-out.ts';
import { anyBase, fileIn, openBench, readyBase, serviceIn, type Bench } from './a-repository.ts';
import { failureOf } from '../fixture.ts';

let bench: Bench;
let old = '';

beforeEach(() => {
  bench = openBench();
  old = bench.repository('head', { 'api/server.mjs': '1\n', 'server.mjs': 'top\n' });
  bench.git('.', 'clone', '--quiet', 'head', 'old');
  bench.commit('head', { 'api/server.mjs': '2\n' });
});
afterEach(() => bench[Symbol.dispose]());

describe('a second checkout', () => {
  it('is used as it is, and left as it is', async () => {
    bench.write('old', { 'server.mjs': 'changed\n' });
    const base = await readyBase(bench, 'head/api', { directory: 'old', ref: 'HEAD', pullRequest: { baseSha: old, baseRef: 'main' } });
    expect(base).toMatchObject({ commit: old, name: 'the checkout in old', notes: [] });
    expect(base.settings.directory).toBe(bench.path('old/api'));
    await base[Symbol.asyncDispose]();
    expect(fileIn(base, 'server.mjs')).toBe('1\n');
    expect(bench.git('old', 'status', '--porcelain')).toBe(' M server.mjs');
    expect(bench.git('head', 'worktree', 'list').split('\n')).toHaveLength(1);
    expect(readdirSync(bench.spots)).toEqual([]);
  });

  it('is never the same, whatever is in it', async () => {
    await using base = await readyBase(bench, 'old', { directory: bench.path('head') });
    bench.git('old', 'pull', '--quiet');
    await using again = await readyBase(bench, 'old', { directory: bench.path('head') });
    expect(again.commit).toBe(base.commit);
  });

  it('may be named by the folder in it that matches', async () => {
    const world = { ...bench.world, directory: bench.path('head/api') };
    const based = await checkOutBase({ ...anyBase, directory: '../../old/api' }, serviceIn(bench, 'head/api'), world);
    expect(based).toMatchObject({
      kind: 'ready',
      base: { name: 'the checkout in ../../old/api', commit: old, settings: { directory: bench.path('old/api') } },
    });
  });

  it('may be a copy without git, and lie inside of the head', async () => {
    bench.write('copy', { 'api/server.mjs': 'c\n' });
    bench.write('head', { 'copies/one/api/server.mjs': 'd\n' });
    for (const directory of ['copy', 'head/copies/one']) {
      await using base = await readyBase(bench, 'head/api', { directory });
      expect([base.commit, base.settings.directory]).toEqual(['', bench.path(directory, 'api')]);
    }
  });

  it('serves a head that is in no repository, and needs no git', async () => {
    bench.write('plain', { 'api/server.mjs': 'p\n' });
    const world = { ...bench.world, directory: bench.path('plain'), environment: { PATH: bench.spots } };
    const based = await checkOutBase({ ...anyBase, directory: '../old' }, serviceIn(bench, 'plain/api'), world);
    expect(based).toMatchObject({ kind: 'ready', base: { commit: '', settings: { directory: bench.path('old/api') } } });
  });

  it('is no folder: a fault', async () => {
    const failing = async (directory: string, folder = 'head/api'): Promise<unknown> =>
      failureOf(checkOutBase({ ...anyBase, directory }, serviceIn(bench, folder), bench.world));
    mkdirSync(bench.path('empty'));
    const said = (directory: string, why: string): object => ({
      code: 'base.directory',
      status: 2,
      message: `Cannot compare with the checkout in ${directory}: ${why}. Check --against or compare.against.`,
    });
    expect(await failing('nowhere')).toMatchObject(said('nowhere', 'there is no such folder'));
    expect(await failing('head/server.mjs')).toMatchObject(said('head/server.mjs', 'there is no such folder'));
    expect(await failing('empty')).toMatchObject(said('empty', "it has no folder api, where the head's service lies"));
    expect(await failing('head')).toMatchObject(said('head', 'it is the head itself'));
    expect(await failing('head/.', 'head')).toMatchObject(said('head/.', 'it is the head itself'));
    expect(await failing('no\0where')).toMatchObject(said('no where', 'there is no such folder'));
    expect(existsSync(bench.path('empty/api'))).toBe(false);
  });
});
