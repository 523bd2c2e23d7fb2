import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

import type { RaceOutcome } from './model/race.ts';
import { readAccount, type Account, type Leaving } from './property/race/account.ts';
import { readNotes } from './property/race/note.ts';
import type { RaceOrder } from './property/race/order.ts';
import { inconclusiveOutcome } from './property/race/outcome.ts';
import { launch, type Launched } from './service/launch.ts';
import { within } from './service/within.ts';
import type { World } from './world.ts';

/** How long nothing need be heard of a process before it is taken for one that loops for ever. */
export interface Patience {
  readonly importMs: number;
  readonly silenceMs: number;
}

/** A run that waits is ended by its own, shorter limit: whoever is silent for as long as this lets nobody else speak. */
export const patience: Patience = { importMs: 20_000, silenceMs: 5_000 };

/** What became of a module's races. */
export type Raced =
  | { readonly kind: 'raced'; readonly outcomes: readonly RaceOutcome[] }
  /** It could not be imported: why, in lines. */
  | { readonly kind: 'unloaded'; readonly lines: readonly string[] }
  /** It has not the one that is wanted, or none at all. */
  | { readonly kind: 'missing'; readonly names: readonly string[] };

const beatMs = 50;
const stopMs = 1_000;
const most = { notesBytes: 16 * 1024 ** 2, beatBytes: 100 } as const;

/** Tries the races of a user's module in a process of its own; where that dies or loops for ever, those that are left in another. */
export async function raceModule(order: Omit<RaceOrder, 'done'>, limits: Patience, world: World): Promise<Raced> {
  const first = await tryOnce({ ...order, done: [] }, limits, world);
  world.interrupted.throwIfAborted();
  if (first.kind === 'unloaded') return first;
  const wanted = first.names.filter((name) => order.only === null || name === order.only);
  if (wanted.length === 0) return { kind: 'missing', names: first.names };
  const outcomes = [...first.outcomes];
  for (;;) {
    const done = outcomes.map(({ name }) => name);
    const left = wanted.filter((name) => !done.includes(name));
    if (left.length === 0) return { kind: 'raced', outcomes };
    const account = await tryOnce({ ...order, done }, limits, world);
    world.interrupted.throwIfAborted();
    outcomes.push(...goOn(account, left));
  }
}

/** What came of races that an earlier process had left: of one of them at least, so that this ends, whatever the module does. */
function goOn(account: Account, left: readonly string[]): readonly RaceOutcome[] {
  if (account.kind === 'unloaded') {
    return left.map((name) => inconclusiveOutcome(name, 0, 'Its module could be imported once, and then no more', account.lines));
  }
  const outcomes = account.outcomes.filter(({ name }) => left.includes(name));
  return outcomes.length > 0
    ? outcomes
    : left.slice(0, 1).map((name) => inconclusiveOutcome(name, 0, 'Its module had it once, and then no more'));
}

async function tryOnce(order: RaceOrder, limits: Patience, world: World): Promise<Account> {
  await using folder = await openFolder();
  await writeFile(join(folder.path, 'order.json'), JSON.stringify(order));
  const argv = [process.execPath, ...typeScriptFlags(order.file), join(world.bundles, 'racer.js'), folder.path];
  const wish = { command: { kind: 'argv', argv }, directory: world.directory, environment: {}, stopMs, text: '' } as const;
  const launched = await launch(wish, world);
  if (launched.kind === 'failed') return { kind: 'unloaded', lines: [`No process could be started: ${launched.why}`] };
  await using _ = launched;
  const readBeat = (): Promise<string> => readStart(join(folder.path, 'beat'), most.beatBytes);
  const leaving = await outlast(launched, readBeat, limits, world);
  await launched.stop();
  await within(250, launched.output.complete, world);
  const notes = readNotes(await readStart(join(folder.path, 'notes'), most.notesBytes));
  return readAccount({ notes, beat: await readBeat(), leaving, output: launched.output.lines() }, order);
}

/** Waits until the process ends, or gives no sign of life for too long. Time in which we ourselves did not get a core does not count. */
async function outlast(launched: Launched, readBeat: () => Promise<string>, limits: Patience, world: World): Promise<Leaving> {
  let silentMs = 0;
  let last = '';
  let lookedMs = world.now();
  for (;;) {
    await world.sleep(beatMs, launched.over);
    const ending = launched.ending();
    if (ending !== null) return { kind: 'left', ending };
    const beat = await readBeat();
    const nowMs = world.now();
    silentMs = beat === last ? silentMs + Math.min(nowMs - lookedMs, 3 * beatMs) : 0;
    [last, lookedMs] = [beat, nowMs];
    if (silentMs > (beat === '' ? limits.importMs : limits.silenceMs)) return { kind: 'silent', silentMs };
  }
}

/** A Node that can read TypeScript, but only when it is asked to. */
function typeScriptFlags(file: string): readonly string[] {
  const flag = '--experimental-strip-types';
  const asks = process.allowedNodeEnvironmentFlags.has(flag) && Reflect.get(process.features, 'typescript') === false;
  return asks && ['.ts', '.mts', '.cts'].includes(extname(file)) ? [flag] : [];
}

/** The beginning of a file, however much somebody wrote into it; empty when there is none. */
async function readStart(path: string, mostBytes: number): Promise<string> {
  try {
    await using handle = await open(path, 'r');
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, mostBytes)), 0, Math.min(size, mostBytes), 0);
    return buffer.toString('utf8', 0, bytesRead).trimEnd();
  } catch {
    return '';
  }
}

async function openFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'plimsoll-race-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
