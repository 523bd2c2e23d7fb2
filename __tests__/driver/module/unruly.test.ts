import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Outcome } from '../../../src/model/outcome.ts';
import { bundle, type Bundle } from '../../support/bundle.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { perform } from '../../support/driving.ts';
import { lives, until } from '../../support/processes.ts';
import { aModule, call, told } from './a-module.ts';

let built: Bundle;
beforeAll(async () => (built = await bundle('src/host.ts')));
afterAll(() => built[Symbol.asyncDispose]());

const asked = [{ path: '$.a', equals: 1 }];

async function outcomeOf(name: string): Promise<Outcome> {
  await using module = aModule(built.file, 'unruly.mjs', [call(name, undefined, asked)], { maxBodyBytes: 100_000 });
  return await module.perform();
}

describe('a module before anything is measured', () => {
  it('is known not to have what is going to be called', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [call('throws'), call('notAFunction')]);
    expect(await module.driver.reach?.(0, true)).toMatchObject({
      what: 'use the module unruly.mjs',
      why: 'it exports no function notAFunction',
    });
    expect(await module.driver.reach?.(0, false)).toBeNull();
    await using sound = aModule(built.file, 'unruly.mjs', [call('throws')]);
    expect(await sound.driver.reach?.(0, true)).toBeNull();
  });

  it('is known not to be importable', async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write('broken.mjs', 'throw new Error("no such table");');
    await using module = aModule(built.file, file, [call('work')]);
    expect(await module.driver.reach?.(0, true)).toMatchObject({ why: expect.stringContaining('no such table') as unknown });
  });
});

describe('a function that', () => {
  it.each([
    ['throws', 'rejected', 'TypeError: not this way please'],
    ['rejects', 'rejected', 'RangeError: out of range'],
    ['throwsOddly', 'rejected', 'threw something that cannot be printed'],
    ['circle', 'protocol', expect.stringMatching(/^what it returned is no JSON: TypeError: Converting circular structure/)],
    ['large', 'too-large', 'the answer passed 97.7 KB'],
    ['nothing', 'assertion', '$.a is missing, expected 1'],
    ['notAFunction', 'refused', 'the module exports no function notAFunction'],
    ['missing', 'refused', 'the module exports no function missing'],
    ['toString', 'refused', 'the module exports no function toString'],
    ['exits', 'crash', "the module's process exited with status 3"],
    ['exitsWell', 'crash', "the module's process exited with status 0"],
    ['throwsLater', 'crash', "the module's process exited with status 1: Error: later"],
    ['rejectsLater', 'crash', "the module's process exited with status 1: Error: unheard"],
    ['kills', 'crash', "the module's process was killed by SIGSEGV"],
    ['meddles', 'protocol', "somebody else wrote to the module's channel to plimsoll"],
    ['floods', 'protocol', "somebody else wrote to the module's channel to plimsoll"],
  ])('%s is %s', async (name, error, detail) => {
    expect(await outcomeOf(name)).toMatchObject({ kind: 'failed', error, detail });
  });

  it('prints a lot, or answers for others, is heard all the same', async () => {
    const operations = [
      call('prints', undefined, [{ path: '$.printed', equals: true }]),
      call('answersTwice', undefined, [{ path: '$.once', equals: true }]),
      call('exits'),
    ];
    await using module = aModule(built.file, 'unruly.mjs', operations);
    for (const operation of [0, 1]) expect(await module.perform(operation)).toMatchObject({ kind: 'ok' });
    expect(await module.perform(2)).toMatchObject({ detail: "the module's process exited with status 3: enough" });
  });

  it('takes too long is told so', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [call('hangs'), told('state', '$.aborted')], { timeoutMs: 200 });
    // What is given up before the module is loaded is never asked of it.
    expect(await module.driver.reach?.(0, true)).toBeNull();
    const late = await module.perform(0);
    expect(late).toMatchObject({ error: 'timeout', detail: 'no answer within 200 ms' });
    expect(await module.perform(1)).toMatchObject({ told: { value: '1' } });
  });

  it('never comes back to its event loop is named so, with all that wait beside it, and replaced', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [call('spins'), call('hangs'), told('state', '$.pid')], { timeoutMs: 1_600 });
    await module.perform(2);
    const other = perform(module.driver.openSession(9), 1);
    const [[first = 0] = []] = module.lists;
    const blocked = { error: 'timeout', detail: expect.stringMatching(/^the module has not come back to its event loop for 1\.\d+ s$/) };
    expect(await module.perform(0)).toMatchObject(blocked);
    expect(await other).toMatchObject({ error: 'timeout' });
    expect(await module.perform(2)).toMatchObject({ kind: 'ok', told: { value: expect.not.stringMatching(`^${first}$`) } });
    await until(() => !lives(first));
  });

  it('dies takes the calls of others with it, and the next ones have another process', async () => {
    await using module = aModule(built.file, 'unruly.mjs', [call('exits'), call('hangs'), call('empty')]);
    const other = perform(module.driver.openSession(9), 1);
    expect(await module.perform(0)).toMatchObject({ error: 'crash' });
    expect(await other).toMatchObject({ error: 'crash', detail: "the module's process exited with status 3" });
    expect(await module.perform(2)).toMatchObject({ kind: 'ok' });
  });
});

describe('a module that cannot be loaded refuses everything', () => {
  it.each([
    ['throw new Error("no\\nway")', 'the module could not be loaded: Error: no way'],
    ['import "./nowhere.mjs"', expect.stringMatching(/^the module could not be loaded: Error: Cannot find module/)],
    ['export const = 1', expect.stringMatching(/^the module could not be loaded: SyntaxError: /)],
    ['console.error("no database"); process.exit(4)', 'the module could not be loaded: its process exited with status 4: no database'],
    ['await new Promise(() => setInterval(() => {}, 1e3))', 'the module could not be loaded: it was not imported within 400 ms'],
    ['for (;;);', 'the module could not be loaded: it was not imported within 400 ms'],
  ])('%s', async (text, detail) => {
    await using folder = await temporaryFolder();
    await using module = aModule(built.file, await folder.write('load.mjs', text), [call('a')], {}, { startMs: 400 });
    await module.driver.prepare?.([3]);
    for (const _ of [1, 2]) expect(await module.perform()).toMatchObject({ error: 'refused', detail });
    expect(module.lists.filter((pids) => pids.length > 0)).toHaveLength(1);
  });

  it('but a call that was given up before it is loaded is never made', async () => {
    await using folder = await temporaryFolder();
    const text = 'let n = 0; export const count = () => ({ n: (n += 1) }); await new Promise((go) => setTimeout(go, 1_500));';
    await using module = aModule(built.file, await folder.write('load.mjs', text), [told('count', '$.n')], { timeoutMs: 600 });
    expect(await module.perform()).toMatchObject({ error: 'timeout', detail: 'no answer within 600 ms' });
    await module.driver.prepare?.([3]);
    expect(await module.perform()).toMatchObject({ kind: 'ok', told: { value: '1' } });
  });

  it('until it can be', async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write('load.mjs', 'throw new Error("not yet")');
    await using module = aModule(built.file, file, [call('a')]);
    expect(await module.perform()).toMatchObject({ error: 'refused' });
    await folder.write('load.mjs', 'export const a = () => 1');
    await module.driver.prepare?.([3]);
    expect(await module.perform()).toMatchObject({ kind: 'ok' });
  });

  it('in TypeScript, where Node reads none', async () => {
    await using folder = await temporaryFolder();
    await using module = aModule(built.file, await folder.write('load.mts', 'export const a = (): number => 1;'), [call('a')]);
    const outcome = await module.perform();
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major > 22 || (major === 22 && minor >= 6)) expect(outcome).toMatchObject({ kind: 'ok' });
    else
      expect(outcome).toMatchObject({
        error: 'refused',
        detail: expect.stringMatching(/reads no TypeScript: take 22\.18 or newer, or JavaScript$/),
      });
  });
});
