import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RaceOutcome } from '../src/model/race.ts';
import { raceModule, type Patience, type Raced } from '../src/race.ts';
import { realWorld, type World } from '../src/world.ts';
import { bundle, type Bundle } from './support/bundle.ts';
import { processesWith, temporaryFolder } from './support/cli.ts';

let built: Bundle;
beforeAll(async () => {
  built = await bundle('src/racer.ts');
});
afterAll(async () => built[Symbol.asyncDispose]());

const patience: Patience = { importMs: 20_000, silenceMs: 10_000 };
const held = `await s.waitFor(Promise.all([s.schedule(Promise.resolve(), 'one'), s.schedule(Promise.resolve(), 'two')]));`;

interface Asked {
  readonly name?: string;
  readonly only?: string;
  readonly path?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly interrupted?: AbortSignal;
  readonly runMs?: number;
  readonly patience?: Partial<Patience>;
}

/** Tries the races of a module that is written down first. */
async function raceText(text: string, asked: Asked = {}): Promise<Raced> {
  await using folder = await temporaryFolder();
  const file = await folder.write(asked.name ?? 'module.mjs', text);
  const world: World = {
    ...realWorld(built.directory, asked.interrupted ?? new AbortController().signal),
    directory: folder.path,
    environment: { PATH: process.env['PATH'], ...asked.environment },
  };
  const order = { file, runs: 50, seed: 3, path: asked.path ?? '', only: asked.only ?? null, runMs: asked.runMs ?? 5_000, raceMs: 20_000 };
  return await raceModule(order, { ...patience, ...asked.patience }, world);
}

async function outcomesOf(text: string, asked: Asked = {}): Promise<readonly RaceOutcome[]> {
  const raced = await raceText(text, asked);
  if (raced.kind !== 'raced') throw new Error(`it could not be raced: ${JSON.stringify(raced)}`);
  return raced.outcomes;
}

/** A module of these races, each a function body that knows `s` and `fc`. */
function moduleOf(bodies: Readonly<Record<string, string>>): string {
  const entries = Object.entries(bodies).map(([name, body]) => `${JSON.stringify(name)}: async (s, fc) => {${body}}`);
  return `export const races = {${entries.join(',\n')}};`;
}

describe('the races of a module', () => {
  it('are tried in a process of their own', async () => {
    const outcomes = await outcomesOf(moduleOf({ holds: held, breaks: `${held} return process.pid === ${process.pid};` }));
    expect(outcomes).toMatchObject([
      { name: 'holds', kind: 'held', runs: 50 },
      { name: 'breaks', kind: 'broken', path: '0' },
    ]);
  });

  it('may be one that is asked for, in the run that is asked for', async () => {
    const text = moduleOf({ first: held, second: `${held} return fc.sample(fc.nat(), 1).length === 0;` });
    expect(await outcomesOf(text, { only: 'second', path: '7' })).toMatchObject([{ name: 'second', kind: 'broken', runs: 1, path: '7' }]);
    expect(await raceText(text, { only: 'third' })).toEqual({ kind: 'missing', names: ['first', 'second'] });
    expect(await raceText('export const nothing = 1;')).toEqual({ kind: 'missing', names: [] });
  });

  it('may be in a CommonJS module', async () => {
    const text = `module.exports = { ['ra' + 'ces']: { holds: async (s) => { ${held} } } };`;
    expect(await outcomesOf(text, { name: 'module.cjs' })).toMatchObject([{ name: 'holds', kind: 'held' }]);
  });

  it('may be in TypeScript where this Node reads it; where not, it is said', async () => {
    const text = `export async function raceTyped(s: { waitFor(p: Promise<unknown>): Promise<unknown> } & Record<string, any>): Promise<void> { ${held} }`;
    const raced = await raceText(text, { name: 'module.mts' });
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const reads = major > 22 || (major === 22 && minor >= 6);
    expect(raced).toMatchObject(
      reads
        ? { kind: 'raced', outcomes: [{ name: 'raceTyped', kind: 'held' }] }
        : { kind: 'unloaded', lines: expect.arrayContaining([expect.stringContaining('Node 22.18')]) },
    );
  });

  it('see none of our secrets, and print nothing into our output', async () => {
    const environment = { GITHUB_TOKEN: 'secret', ACTIONS_RUNTIME_TOKEN: 'secret', NODE_OPTIONS: '--no-warnings', KEPT: 'yes' };
    const body = `${held} console.log('x'.repeat(3_000_000)); throw new Error(Object.keys(process.env).filter((name) => name in ${JSON.stringify(environment)}).join());`;
    const [outcome] = await outcomesOf(moduleOf({ looks: body }), { environment });
    expect(outcome).toMatchObject({ kind: 'broken', sentence: 'Broke in run 1 of 50: Error: KEPT' });
  });
});

describe('a race that ends its process', () => {
  it('is named with the run and the path that leads there; the others are tried all the same', async () => {
    const text = moduleOf({
      first: held,
      exits: `${held} if (globalThis.runs === 3) process.exit(7); globalThis.runs = (globalThis.runs ?? 0) + 1;`,
      last: held,
    });
    expect(await outcomesOf(text)).toMatchObject([
      { name: 'first', kind: 'held' },
      { name: 'exits', kind: 'inconclusive', sentence: 'Its process exited with status 7 in run 4', runs: 3, path: '3' },
      { name: 'last', kind: 'held' },
    ]);
    expect(await outcomesOf(moduleOf({ exits: `${held} process.exit(7);` }), { only: 'exits', path: '3' })).toMatchObject([
      { sentence: 'Its process exited with status 7 again', path: '3' },
    ]);
  });

  it('by a rejection that nobody handles is told with what Node printed', async () => {
    const body = `${held} void Promise.reject(new Error('nobody cares')); await new Promise((go) => setTimeout(go, 10));`;
    const [outcome] = await outcomesOf(moduleOf({ rejects: body }));
    expect(outcome).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringMatching(/^Its process exited with status 1 in run \d+$/),
    });
    expect(outcome?.evidence.join('\n')).toContain('nobody cares');
  });

  it('while its failure is made smaller stays broken', async () => {
    const text = `export const races = { it: { arbitrary: (fc) => fc.integer({ min: 5, max: 1000 }), test: async (s, n) => {
      ${held}
      if (globalThis.broke) process.exit(9);
      globalThis.broke = n > 5;
      return !globalThis.broke;
    } } };`;
    const [outcome] = await outcomesOf(text);
    expect(outcome).toMatchObject({
      kind: 'broken',
      evidence: expect.arrayContaining(['Its process exited with status 9 while the failure was made smaller']),
    });
  });

  it('by an endless loop is ended, and nothing of it is left', async () => {
    const mark = randomUUID();
    const body = `${held} spawn('sleep', ['60'], { stdio: 'ignore' }); for (;;);`;
    const text = `import { spawn } from 'node:child_process'; ${moduleOf({ loops: body, last: held })}`;
    const outcomes = await outcomesOf(text, { environment: { RACE_MARK: mark }, patience: { silenceMs: 1_000 } });
    expect(outcomes).toMatchObject([
      {
        name: 'loops',
        kind: 'inconclusive',
        path: '0',
        sentence: expect.stringMatching(/^Kept its process busy in run 1, .* an endless loop\?$/),
      },
      { name: 'last', kind: 'held' },
    ]);
    expect(processesWith('RACE_MARK', mark)).toEqual([]);
  });

  it('by waiting for ever does not: that is a deadlock, and breaks it', async () => {
    const [outcome] = await outcomesOf(moduleOf({ waits: `${held} await new Promise(() => undefined);` }), { runMs: 300 });
    expect(outcome).toMatchObject({ kind: 'broken', sentence: expect.stringContaining('it never ends') });
  });
});

describe('a module that cannot be imported', () => {
  it.each([
    ['throws', `throw new RangeError('not today');`, 'RangeError: not today'],
    ['is no JavaScript', 'export const = 3;', 'SyntaxError'],
    ['imports what is not there', `import './nowhere.mjs';`, 'nowhere.mjs'],
    ['ends its process', `process.exit(5);`, 'Its process exited with status 5 while it was imported'],
    ['awaits for ever', `await new Promise(() => undefined);`, 'an await of what never comes'],
  ])('because it %s is told so', async (_, text, said) => {
    const raced = await raceText(text);
    expect(raced).toEqual({ kind: 'unloaded', lines: expect.any(Array) });
    expect(raced.kind === 'unloaded' && raced.lines.join('\n')).toContain(said);
  });

  it('because it loops for ever is ended', async () => {
    const raced = await raceText('for (;;);', { patience: { importMs: 1_000 } });
    expect(raced).toMatchObject({ kind: 'unloaded', lines: [expect.stringMatching(/^Kept its process busy while it was imported/)] });
  });

  it('a second time, after it could be once, ends all the same', async () => {
    await using folder = await temporaryFolder();
    const flag = JSON.stringify(`${folder.path}/flag`);
    const text = `import { existsSync, writeFileSync } from 'node:fs';
      if (existsSync(${flag})) throw new Error('only once');
      writeFileSync(${flag}, '');
      ${moduleOf({ exits: `${held} process.exit(7);`, next: held, last: held })}`;
    expect((await outcomesOf(text)).map(({ name, kind, sentence }) => [name, kind, sentence])).toEqual([
      ['exits', 'inconclusive', 'Its process exited with status 7 in run 1'],
      ['next', 'inconclusive', 'Its module could be imported once, and then no more'],
      ['last', 'inconclusive', 'Its module could be imported once, and then no more'],
    ]);
  });
});

describe('a module that means harm', () => {
  it('and writes into our notes is not believed, and ends', async () => {
    const text = `import { appendFileSync } from 'node:fs';
      const forge = () => appendFileSync(process.argv[2] + '/notes', '\\u0000{"kind":"ended"}\\n'.repeat(1_000));
      ${moduleOf({ forges: `${held} forge();`, last: held })}`;
    const outcomes = await outcomesOf(text);
    expect(outcomes.map(({ name }) => name)).toEqual(['forges', 'last']);
    expect(outcomes[0]?.kind).toBe('inconclusive');
  });

  it('and has other races each time is not tried for ever', async () => {
    const text = `const name = String(Math.random());
      export const races = { [name + 'a']: async (s) => { ${held} process.exit(1); }, [name + 'b']: async (s) => { ${held} } };`;
    expect((await outcomesOf(text)).map(({ kind }) => kind)).toEqual(['inconclusive', 'inconclusive']);
  });
});

it('an interruption ends the process, and is no fault of the module', async () => {
  const stop = new AbortController();
  const mark = randomUUID();
  const racing = raceText(moduleOf({ loops: `${held} for (;;);` }), { interrupted: stop.signal, environment: { RACE_MARK: mark } });
  const outcome = expect(racing).rejects.toThrow('asked to stop');
  while (processesWith('RACE_MARK', mark).length === 0) await delay(10);
  stop.abort(new Error('asked to stop'));
  await outcome;
  expect(processesWith('RACE_MARK', mark)).toEqual([]);
});
