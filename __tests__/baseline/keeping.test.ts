import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '../../src/baseline/remember.ts';
import { decideConfig } from '../../src/config/decide.ts';
import { gate, reportOnly } from '../../src/gate.ts';
import type { Keeping } from '../../src/model/memory.ts';
import type { Run } from '../../src/model/run.ts';
import { serveHttp } from '../support/http-server.ts';
import { aWorld } from './a-world.ts';
import { aMemory, aRun, ms } from './sample-run.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-keeping-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const counterexamples = [{ property: 'property.stability', scenario: 'u3' }];
const slow: Partial<Run> = { metrics: [ms('p95', 900)] };

async function keepingOf(part: Partial<Run>, permission: Permission = 'everything', commit = aRun().source.commit): Promise<Keeping> {
  const baseline = { store: 'file', file: join(root, 'baseline.json'), branch: '' } as const;
  const place = { suite: 'checkout', repository: 'acme/shop', runKey: '', directory: root };
  return (await reportOnly(aRun(part), { baseline, place, permission, commit, accepted: [] }, aWorld({ directory: root }))).keeping;
}

describe('what became of keeping a run', () => {
  it('is told for a run that was kept', async () => {
    expect(await keepingOf({})).toEqual({ kind: 'kept', sentence: 'The baseline in baseline.json now holds 1 run.' });
  });

  it('has its reason where nothing was kept', async () => {
    expect(await keepingOf(slow)).toEqual({ kind: 'not-kept', sentence: 'The run was not kept: something broke.' });
    const stranger = {
      kind: 'not-kept',
      sentence: "The run was not kept: only the gate's own runs of the default branch become a baseline.",
    };
    expect(await keepingOf({}, 'nothing')).toEqual(stranger);
    expect(await keepingOf({}, 'everything', 'another')).toEqual(stranger);
    // Without git neither side names a commit: that is no proof of kinship.
    expect(await keepingOf({ source: { ...aRun().source, commit: '' } }, 'everything', '')).toEqual(stranger);
  });

  it('has its reason where only failing scenarios were kept', async () => {
    expect(await keepingOf({ ...slow, counterexamples })).toEqual({
      kind: 'kept',
      sentence: 'The baseline in baseline.json now holds 0 runs. Of this run only failing scenarios were kept: something broke.',
    });
  });
});

describe('earlier failures in a baseline', () => {
  it('that this service cannot be asked any more are passed over aloud, and unreadable ones are dropped', async () => {
    await using server = await serveHttp(async (_request, response) => {
      response.end('ok');
    });
    const scenario = (users: number, operation: string): string =>
      `u${users} closed mix=${operation}:1 think=0ms keys=1 d=250ms warm=50ms seed=1`;
    const known = [scenario(1, 'renamed'), scenario(9, 'list'), 'nonsense'].map((text) => ({
      property: 'property.stability',
      scenario: text,
    }));
    const file = join(root, 'baseline.json');
    await writeFile(file, JSON.stringify(aMemory({ counterexamples: known })));
    const text = `
suite: checkout
service: { url: '${server.url}', ready: / }
operations: { list: { get: / } }
users: 1..2
think: 20ms
budget: 1s
baseline: { store: file, file: baseline.json }
`;
    const config = decideConfig({ file: { path: 'plimsoll.yml', text }, flags: {}, environment: {}, directory: root, inActions: false });
    const { runner, source } = aRun();
    const place = { suite: 'checkout', repository: 'acme/shop', runKey: '', directory: root };
    const world = aWorld({ directory: root, bundles: resolve(import.meta.dirname, '../../dist') });
    const { run } = await gate(
      {
        config,
        seed: 1,
        path: '',
        source,
        runner,
        place,
        permission: 'nothing',
        again: { options: [] },
        standing: { pullRequest: null, defaultBranch: '' },
        findFurther: async () => ({ accepted: [], notes: [] }),
      },
      world,
      () => undefined,
    );
    expect(run.findings.find(({ id }) => id === 'property.stability')?.evidence).toContain(
      '2 earlier failures were passed over: too many, or of operations, users or rates that are not asked for any more',
    );
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ counterexamples: known });
  });
});
