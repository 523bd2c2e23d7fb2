import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keeping, Memory, Recall } from '../model/memory.ts';
import type { World } from '../world.ts';
import { writeAtomically } from './atomic-write.ts';
import { cacheKeys } from './cache-key.ts';
import { readCapped } from './capped-read.ts';
import { waitAtMost, type Waited } from './deadline.ts';
import { maxBaselineBytes, readMemory, tellKept, tellMemory, writeMemory } from './document.ts';
import { tellFailure } from './failure.ts';
import { mergeMemories } from './merge.ts';
import type { Place } from './place.ts';
import { presentOf } from './present.ts';
import type { Baseline } from './store.ts';

/*
 * The Actions cache. Its client swallows almost every failure and answers "not found" or −1; it prints warnings of its own to
 * stdout, where the runner turns them into annotations. We print nothing and say in one sentence what we know.
 */

/** Part of every entry's identity, exactly as written: never build it from a directory. Only this one file travels. */
const cachedPath = '.plimsoll/baseline.json';
const deadlineMs = 20_000;
const where = 'the Actions cache';

const readable: ReadonlySet<string | undefined> = new Set(['read', 'write']);
const writable: ReadonlySet<string | undefined> = new Set(['write', 'write-only']);
const modes: ReadonlySet<string | undefined> = new Set(['none', 'read', 'write', 'write-only']);

/** A baseline in the Actions cache, for jobs whose working directory is the workspace. */
export function openCacheStore(place: Place, world: World): Baseline {
  const keys = cacheKeys(place.suite, place.runKey);
  const copy = join(place.directory, 'baseline.json');
  const mode = world.environment['ACTIONS_CACHE_MODE'];
  // An entry may exist that we could not look at; a new one with this run alone would hide its whole history.
  let unseen = false;
  let seen: Entry | null = null;
  let recalled: Memory | null = null;

  const forget = (why: string): Recall => {
    unseen = true;
    return { kind: 'none', sentence: `No baseline: ${why}.` };
  };

  /** The newest entry by now. Entries cannot be changed, so of one that was read already only its key is asked. */
  const lookAgain = async (cache: Client): Promise<Newest> => {
    const reads = !modes.has(mode) || readable.has(mode);
    const found = reads
      ? await waitAtMost(cache.restoreCache([cachedPath], keys.save, [keys.restore], { lookupOnly: true }), deadlineMs, world)
      : null;
    if (found?.kind !== 'done' || found.value === undefined || found.value === seen?.key) return { entry: seen, missed: false };
    const restored = await waitAtMost(cache.restoreCache([cachedPath], keys.save, [keys.restore]), deadlineMs, world);
    if (restored.kind !== 'done' || restored.value === undefined) return { entry: seen, missed: true };
    const read = await readCopy(copy, place);
    return read.kind === 'read' ? { entry: { key: restored.value, whole: read.whole }, missed: false } : { entry: seen, missed: true };
  };

  return {
    recall: async () => {
      if (modes.has(mode) && !readable.has(mode)) return forget(`${where} may not be read in this job (cache-mode ${mode})`);
      const cache = await loadClient();
      if (cache === null) return none(notHere);
      const obstacle = await clearTheWay(place.directory, copy);
      if (obstacle !== null) return forget(obstacle);
      const restored = await waitAtMost(cache.restoreCache([cachedPath], keys.save, [keys.restore]), deadlineMs, world);
      if (restored.kind === 'late') return forget(`${where} did not answer within ${deadlineMs / 1_000} s`);
      if (restored.kind === 'failed') return forget(`${where} could not be asked (${tellFailure(restored.error)})`);
      if (restored.value === undefined)
        return none(`${where} has none for this suite yet, or would not give it (then the log has a warning)`);
      const read = await readCopy(copy, place);
      if (read.kind === 'none') return read;
      seen = { key: restored.value, whole: read.whole };
      const { memory, future } = presentOf(read.whole, world.date());
      recalled = memory;
      return { kind: 'found', memory, sentence: tellMemory(memory, where, future) };
    },
    keep: async (memory) => {
      if (unseen) return notKept('the earlier runs could not be read, and must not be overwritten by this one');
      if (place.runKey === '') return notKept(`${where} needs the run's number`);
      if (modes.has(mode) && !writable.has(mode)) return notKept(`${where} may not be written in this job (cache-mode ${mode})`);
      const cache = await loadClient();
      if (cache === null) return notKept(notHere);
      const blocked = await clearTheWay(place.directory, copy);
      if (blocked !== null) return notKept(blocked);
      // Measuring takes minutes, in which another job may have kept a run: without it our entry would hide it.
      const { entry, missed } = await lookAgain(cache);
      const merged = entry === null ? memory : mergeMemories(entry.whole, recalled, memory);
      const obstacle = (await clearTheWay(place.directory, copy)) ?? (await writeCopy(copy, merged, place, world));
      if (obstacle !== null) return notKept(obstacle);
      const saved = await waitAtMost(cache.saveCache([cachedPath], keys.save), deadlineMs, world);
      return tellSaved(saved, merged, missed);
    },
  };
}

const notHere = `${where} is not available here (the runner gives it to actions only, not to \`run:\` steps)`;

function none(why: string): Extract<Recall, { readonly kind: 'none' }> {
  return { kind: 'none', sentence: `No baseline: ${why}.` };
}

function notKept(why: string): Keeping {
  return { kind: 'not-kept', sentence: `The run was not kept: ${why}.` };
}

type Client = typeof import('@actions/cache');

/** An entry that was read; `whole` with what is left aside. */
interface Entry {
  readonly key: string;
  readonly whole: Memory;
}

/** The newest entry that can be read; `missed` when there is a newer one. */
interface Newest {
  readonly entry: Entry | null;
  readonly missed: boolean;
}

type Copy = { readonly kind: 'read'; readonly whole: Memory } | Extract<Recall, { readonly kind: 'none' }>;

/** The client, loaded only when it is needed: it is large, and reads its surroundings when it loads. */
async function loadClient(): Promise<Client | null> {
  try {
    const cache = await import('@actions/cache');
    return cache.isFeatureAvailable() ? cache : null;
  } catch {
    return null;
  }
}

/** Removes what lies where the copy belongs: the repository may have put a file or a link there. Null when the way is clear. */
async function clearTheWay(directory: string, copy: string): Promise<string | null> {
  try {
    const facts = await lstat(directory).catch(() => null);
    if (facts !== null && !facts.isDirectory()) return `${directory} is not a folder`;
    await rm(copy, { force: true });
    return null;
  } catch (error) {
    return `${copy} is in the way (${tellFailure(error)})`;
  }
}

async function readCopy(copy: string, place: Place): Promise<Copy> {
  const read = await readCapped(copy, maxBaselineBytes);
  if (read.kind === 'absent') return none(`the entry in ${where} holds none`);
  if (read.kind === 'refused') return none(`the file from ${where} ${read.why}`);
  const found = readMemory(read.text, place);
  return found.kind === 'memory' ? { kind: 'read', whole: found.memory } : none(`the file from ${where} ${found.why}`);
}

async function writeCopy(copy: string, memory: Memory, place: Place, world: World): Promise<string | null> {
  const text = writeMemory(memory);
  if (readMemory(text, place).kind !== 'memory') return 'it has values that no baseline may hold';
  try {
    await writeAtomically(copy, text, `${world.seed()}-${world.seed()}`);
    return null;
  } catch (error) {
    return `${copy} cannot be written (${tellFailure(error)})`;
  }
}

function tellSaved(saved: Waited<number>, memory: Memory, missed: boolean): Keeping {
  switch (saved.kind) {
    case 'late':
      return notKept(`${where} did not answer within ${deadlineMs / 1_000} s`);
    case 'failed':
      return notKept(`${where} could not be asked (${tellFailure(saved.error)})`);
    default:
      if (saved.value < 0)
        return notKept(`${where} did not take it: this run has saved already, this trigger may not write, or there was no answer`);
      return {
        kind: 'kept',
        sentence: `${tellKept(memory, where)}${missed ? ' Another job kept one meanwhile that could not be read and is lost.' : ''}`,
      };
  }
}
