import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openBase, type OpenBase } from '../src/against.ts';
import { decideConfig } from '../src/config/decide.ts';
import type { RunAlone } from '../src/model/run.ts';
import { aRun } from './baseline/sample-run.ts';
import { openBench, type Bench } from './service/base/a-repository.ts';

const standing = { pullRequest: null, defaultBranch: 'main' };
const run: RunAlone = aRun();

function open(bench: Bench, given: object, isNeeded: () => boolean = () => false): Promise<OpenBase> {
  const text = JSON.stringify({ service: { start: 'true' }, ...given });
  const directory = bench.path('shop');
  const { environment } = bench.world;
  const config = decideConfig({ file: { path: 'plimsoll.yml', text }, flags: {}, environment, directory, inActions: false });
  return openBase(config, standing, isNeeded, { ...bench.world, directory });
}

function openShop(): Bench {
  const bench = openBench();
  bench.repository('shop', { 'server.js': '1' });
  bench.git('shop', 'checkout', '-q', '-b', 'change');
  bench.commit('shop', { 'server.js': '2' });
  return bench;
}

describe('the base', () => {
  it('is checked out beside the head, gone when it is disposed of, and asked for only where there is a doubt', async () => {
    using bench = openShop();
    const before = bench.picture('shop');
    {
      await using base = await open(bench, {}, () => true);
      expect(base).toMatchObject({ kind: 'ready', against: { commit: bench.git('shop', 'rev-parse', 'main') } });
      expect(base.kind === 'ready' && base.isNeeded(run)).toBe(true);
      expect(bench.picture('shop')).not.toEqual(before);
    }
    expect(bench.picture('shop')).toEqual(before);
    await using doubtless = await open(bench, {});
    expect(doubtless.kind === 'ready' && doubtless.isNeeded(run)).toBe(false);
  });

  it.each([[{ with: 'base' }], [{ against: 'main' }], [{ base: { url: 'http://127.0.0.1:3001' } }], [{ base: { start: 'node old.js' } }]])(
    'is always asked for where it is named: %j',
    async (compare) => {
      using bench = openShop();
      await using base = await open(bench, { compare });
      expect(base.kind === 'ready' && base.isNeeded(run)).toBe(true);
    },
  );

  it.each([[{ with: 'history' }], [{ with: 'none' }]])('is not looked for where nobody wants it: %j', async (compare) => {
    using bench = openShop();
    await using base = await open(bench, { compare });
    expect(base.kind).toBe('unasked');
    expect(bench.git('shop', 'worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('of a service that does not exist is the same, so it is looked for nowhere', async () => {
    using bench = openShop();
    const simulated = { simulated: {}, operations: { ask: { simulate: '5ms' } } };
    await using usual = await open(bench, simulated);
    expect(usual.kind).toBe('unasked');
    await using named = await open(bench, { ...simulated, compare: { with: 'base' } });
    expect(named).toMatchObject({ kind: 'absent', missed: true });
    expect(bench.git('shop', 'worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('is a folder where there is one of that name, else a revision', async () => {
    using bench = openShop();
    mkdirSync(bench.path('shop', 'main'));
    await using folder = await open(bench, { compare: { against: 'main' } });
    expect(folder).toMatchObject({ kind: 'ready', against: { commit: '' } });
  });

  it.each([
    ['that somebody else starts', { service: { url: 'http://127.0.0.1:3000' } }, /started by somebody else.*compare\.base\.url/],
    ['on a port of its own choice', { service: { start: 'true', url: 'http://127.0.0.1:3000' } }, /\$\{PORT\}/],
  ])('of a service %s is absent, and what to do is said', async (_, given, why) => {
    using bench = openShop();
    await using base = await open(bench, given);
    expect(base).toMatchObject({ kind: 'absent', why: expect.stringMatching(why) as unknown });
  });

  it('is the same where nothing changed that git knows', async () => {
    using bench = openBench();
    bench.repository('shop', { 'server.js': '1' });
    await using base = await open(bench, { compare: { against: 'main' } });
    expect(base).toMatchObject({ kind: 'same', commit: bench.git('shop', 'rev-parse', 'main') });
  });
});
