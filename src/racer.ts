import { openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { carryOut, type NotePad } from './property/race/carry-out.ts';
import { writeNote } from './property/race/note.ts';
import type { RaceOrder } from './property/race/order.ts';

// The door of a process that tries the races of a user's module. It holds nothing of ours: whatever that module does, it does to itself.

/** Opens the files by which the parent hears of us. Written synchronously: what is said stays said, whatever comes next. */
function openPad(folder: string): NotePad {
  const notes = openSync(join(folder, 'notes'), 'a');
  const beat = openSync(join(folder, 'beat'), 'w');
  return {
    say: (note) => void writeSync(notes, writeNote(note)),
    // Always as long, and written over: a search of any length leaves a few bytes.
    beat: (race, run) => void writeSync(beat, `${race} ${run}`.padEnd(24), 0),
  };
}

const folder = process.argv[2] ?? '';
// Our parent wrote it.
const order: RaceOrder = JSON.parse(readFileSync(join(folder, 'order.json'), 'utf8'));

void carryOut(order, () => import(pathToFileURL(order.file).href), openPad(folder)).then(
  // Timers and sockets of the module would keep the process.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(70);
  },
);
