import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../fault.ts';
import type { Run } from '../model/run.ts';
import { readCapped } from './capped-read.ts';
import { tellFailure } from './failure.ts';
import { maxRunBytes, understandRun } from './run-document.ts';
import { loadRun } from './run-file.ts';

/** A run and the file it came from. */
export interface RunFile {
  readonly file: string;
  readonly run: Run;
}

/** The runs that a path names, and what lies among them and is none. */
export interface RunGroup {
  readonly runs: readonly RunFile[];
  /** A few words each, for people: `notes.json (it is not well-formed JSON)`. */
  readonly skipped: readonly string[];
}

/** What is looked at of a folder that anybody may have filled. */
const mostEntries = 5_000;
const mostFiles = 500;
const mostBytes = 200 * 1024 ** 2;
/** Written beside each `run.json` by `--out`: no run, and nobody need be told. */
const ownReport = 'verdict.json';
const mostNamed = 3;

/**
 * Reads the run that a file holds, or all in a folder: `*.json` in it, and `run.json` one level down. What is no run is skipped where
 * there are others. Throws Fault `run.unreadable` or `runs.missing`.
 */
export async function loadRuns(path: string): Promise<RunGroup> {
  if (!(await isFolder(path))) return { runs: [{ file: path, run: await loadRun(path) }], skipped: [] };
  const runs: RunFile[] = [];
  const skipped: string[] = [];
  let bytes = 0;
  for (const name of await listFiles(path)) {
    const file = join(path, name);
    const read = await readCapped(file, maxRunBytes);
    if (read.kind === 'absent') continue;
    bytes += read.kind === 'text' ? Buffer.byteLength(read.text) : 0;
    if (bytes > mostBytes) throw new Fault('runs.missing', { path, why: `it holds more than ${mostBytes / 1024 ** 2} MB` });
    const understood = read.kind === 'text' ? understandRun(read.text) : { kind: 'foreign' as const, why: `it ${read.why}` };
    if (understood.kind === 'run') runs.push({ file, run: understood.run });
    else skipped.push(`${plain(name)} (${understood.why})`);
  }
  if (runs.length > 0) return { runs, skipped };
  const why = skipped.length === 0 ? 'there is no run.json in it' : skipped.slice(0, mostNamed).join(', ');
  throw new Fault('runs.missing', { path, why });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Reading it as a file says what is wrong with it.
    return false;
  }
}

/** Names of what may hold a run, in order. */
async function listFiles(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  let entries = 0;
  for await (const entry of await open(path)) {
    entries += 1;
    if (entries > mostEntries) throw new Fault('runs.missing', { path, why: `it holds more than ${mostEntries} entries` });
    // A link in a stranger's folder may lead anywhere; reading a file refuses one by itself, and says so.
    if (entry.isDirectory()) names.push(join(entry.name, 'run.json'));
    else if (entry.name.endsWith('.json') && entry.name !== ownReport) names.push(entry.name);
  }
  if (names.length > mostFiles) throw new Fault('runs.missing', { path, why: `it holds more than ${mostFiles} files` });
  return names.toSorted();
}

async function open(path: string): ReturnType<typeof opendir> {
  try {
    return await opendir(path);
  } catch (cause) {
    throw new Fault('runs.missing', { path, why: `it cannot be read (${tellFailure(cause)})` }, cause);
  }
}

/** A file's name comes from whoever filled the folder, and is printed where a runner looks for commands. */
function plain(name: string): string {
  return tellFailure(name).replaceAll('##[', '# #[');
}
