import { relative } from 'node:path';
import type { Keeping, Memory, Recall } from '../model/memory.ts';
import type { World } from '../world.ts';
import { writeAtomically } from './atomic-write.ts';
import { readCapped } from './capped-read.ts';
import { maxBaselineBytes, readMemory, tellMemory, writeMemory, type Owner, type Understood } from './document.ts';
import { tellFailure } from './failure.ts';
import type { Baseline } from './store.ts';

/** A baseline in a file of the user's. */
export function openFileStore(path: string, owner: Owner, world: World): Baseline {
  const where = relative(world.directory, path) || path;
  return {
    recall: async () => tellRecall(await look(path, owner, world), where),
    keep: async (memory) => {
      // Looked at again, not remembered: another run may have written meanwhile, and a mistyped path may name anything.
      const found = await look(path, owner, world);
      if (found.kind === 'foreign') {
        return {
          kind: 'not-kept',
          sentence: `The run was not kept: ${where} ${found.why} and is left as it is. Give baseline.file another path.`,
        };
      }
      return write(path, where, memory, owner, world);
    },
  };
}

type Seen = Understood | { readonly kind: 'absent' };

async function look(path: string, owner: Owner, world: World): Promise<Seen> {
  const read = await readCapped(path, maxBaselineBytes);
  switch (read.kind) {
    case 'absent':
      return read;
    case 'refused':
      return { kind: 'foreign', why: read.why };
    default:
      return readMemory(read.text, owner, world.date());
  }
}

function tellRecall(seen: Seen, where: string): Recall {
  switch (seen.kind) {
    case 'memory':
      return { kind: 'found', memory: seen.memory, sentence: tellMemory(seen.memory, where) };
    case 'absent':
      return { kind: 'none', sentence: `No baseline: there is no file ${where} yet.` };
    default:
      return { kind: 'none', sentence: `No baseline: ${where} ${seen.why}.` };
  }
}

async function write(path: string, where: string, memory: Memory, owner: Owner, world: World): Promise<Keeping> {
  const text = writeMemory(memory);
  if (readMemory(text, owner, world.date()).kind !== 'memory') {
    return { kind: 'not-kept', sentence: 'The run was not kept: it has values that no baseline may hold.' };
  }
  try {
    await writeAtomically(path, text, `${world.seed()}-${world.seed()}`);
    return {
      kind: 'kept',
      sentence: `The baseline in ${where} now holds ${memory.runs.length} ${memory.runs.length === 1 ? 'run' : 'runs'}.`,
    };
  } catch (error) {
    return { kind: 'not-kept', sentence: `The run was not kept: ${where} cannot be written (${tellFailure(error)}).` };
  }
}
