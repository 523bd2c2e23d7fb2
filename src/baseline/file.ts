import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Keeping, Memory, Recall } from '../model/memory.ts';
import type { World } from '../world.ts';
import { writeAtomically } from './atomic-write.ts';
import { readCapped } from './capped-read.ts';
import { maxBaselineBytes, readMemory, tellKept, tellMemory, writeMemory, type Owner, type Understood } from './document.ts';
import { tellFailure } from './failure.ts';
import { withLock } from './lock.ts';
import { mergeMemories } from './merge.ts';
import { presentOf } from './present.ts';
import type { Baseline } from './store.ts';

/** A baseline in a file of the user's. */
export function openFileStore(path: string, owner: Owner, world: World): Baseline {
  const where = relative(world.directory, path) || path;
  let recalled: Memory | null = null;
  return {
    recall: async () => {
      const seen = await look(path, owner);
      if (seen.kind !== 'memory') return tellNone(seen, where);
      const { memory, future } = presentOf(seen.memory, world.date());
      recalled = memory;
      return { kind: 'found', memory, sentence: tellMemory(memory, where, future) };
    },
    keep: async (memory) => {
      if (readMemory(writeMemory(memory), owner).kind !== 'memory') return notKept('it has values that no baseline may hold');
      const token = `${world.seed()}-${world.seed()}`;
      try {
        await mkdir(dirname(path), { recursive: true });
        const lock = join(dirname(path), `.${basename(path)}.lock`);
        const alone = await withLock(lock, token, world, () => addTo(path, where, recalled, memory, owner, token));
        return alone.kind === 'done' ? alone.value : notKept(`${where} is being written by others; if there are none, remove ${lock}`);
      } catch (error) {
        return notKept(`${where} cannot be written (${tellFailure(error)})`);
      }
    },
  };
}

type Seen = Understood | { readonly kind: 'absent' };

async function look(path: string, owner: Owner): Promise<Seen> {
  const read = await readCapped(path, maxBaselineBytes);
  switch (read.kind) {
    case 'absent':
      return read;
    case 'refused':
      return { kind: 'foreign', why: read.why };
    default:
      return readMemory(read.text, owner);
  }
}

function tellNone(seen: Exclude<Seen, { readonly kind: 'memory' }>, where: string): Recall {
  if (seen.kind === 'absent') return { kind: 'none', sentence: `No baseline: there is no file ${where} yet.` };
  return { kind: 'none', sentence: `No baseline: ${where} ${seen.why}.` };
}

/** Looked at again, not remembered: another run may have written meanwhile, and a mistyped path may name anything. */
async function addTo(path: string, where: string, recalled: Memory | null, mine: Memory, owner: Owner, token: string): Promise<Keeping> {
  const found = await look(path, owner);
  if (found.kind === 'foreign') return notKept(`${where} ${found.why} and is left as it is. Give baseline.file another path`);
  const merged = found.kind === 'memory' ? mergeMemories(found.memory, recalled, mine) : mine;
  await writeAtomically(path, writeMemory(merged), token);
  return { kind: 'kept', sentence: tellKept(merged, where) };
}

function notKept(why: string): Keeping {
  return { kind: 'not-kept', sentence: `The run was not kept: ${why}.` };
}
