import { Fault } from '../fault.ts';
import type { Run } from '../model/run.ts';
import { readCapped } from './capped-read.ts';
import { maxRunBytes, readRun } from './run-document.ts';

/** Reads a run document from a file that anybody may have written, never more than its cap. Throws Fault `run.unreadable`. */
export async function loadRun(file: string): Promise<Run> {
  const read = await readCapped(file, maxRunBytes);
  if (read.kind === 'text') return readRun(read.text, file);
  throw new Fault('run.unreadable', { file, why: read.kind === 'absent' ? 'there is no such file' : `it ${read.why}` });
}
