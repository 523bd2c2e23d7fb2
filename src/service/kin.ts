import { readFileSync, readdirSync } from 'node:fs';
import { markerName } from './marker.ts';

/** A process that cannot be mistaken for a later one with the same number. */
export interface Identity {
  readonly pid: number;
  /** In clock ticks since boot; null where /proc does not say. */
  readonly startTime: string | null;
}

/** One living process, as /proc/PID/stat tells it. */
interface Row extends Identity {
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/** Whether there is a /proc that tells about processes. */
export function seesProcesses(): boolean {
  return readRow(process.pid) !== undefined;
}

/** Who runs under this number now. */
export function identify(pid: number): Identity {
  return { pid, startTime: readRow(pid)?.startTime ?? null };
}

/** A process that belongs to the service, and whether a signal to the leader's group reaches it. */
export interface Kin extends Identity {
  readonly inGroup: boolean;
}

/**
 * Every living process that belongs to a leader: its group, its session, its descendants, those known from before, and whoever
 * carries the marker, so that daemons are found which left all of these. Without /proc the list is empty. Zombies do not live.
 */
export function findKin(leader: Identity, marker: string, known: readonly Identity[]): readonly Kin[] {
  const rows = readAll();
  const now = rows.find((row) => row.pid === leader.pid);
  // Numbers are used again: if a stranger has the leader's, group and session of that number are the stranger's too.
  const numberIsOurs = now === undefined || now.startTime === leader.startTime;
  const inGroup = (row: Row): boolean => numberIsOurs && row.group === leader.pid;
  const kin = new Map<number, Row>();
  for (const row of rows) {
    const seen = known.some((old) => old.pid === row.pid && old.startTime === row.startTime);
    if (inGroup(row) || (numberIsOurs && row.session === leader.pid) || seen || carries(row.pid, marker)) kin.set(row.pid, row);
  }
  for (let before = -1; before < kin.size;) {
    before = kin.size;
    for (const row of rows) if (kin.has(row.parent)) kin.set(row.pid, row);
  }
  return [...kin.values()].map((row) => ({ pid: row.pid, startTime: row.startTime, inGroup: inGroup(row) }));
}

function readAll(): readonly Row[] {
  const pids = listPids().filter((pid) => pid !== process.pid);
  return pids.map(readRow).filter((row) => row !== undefined);
}

function listPids(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function readRow(pid: number): Row | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name may hold spaces and parentheses: everything after the last one is plain fields, the third of the line first.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, parent, group, session] = fields;
    if (state === undefined || state === 'Z' || state === 'X') return undefined;
    return { pid, parent: Number(parent), group: Number(group), session: Number(session), startTime: fields[19] ?? null };
  } catch {
    return undefined; // it ended meanwhile
  }
}

function carries(pid: number, marker: string): boolean {
  try {
    const entries = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
    return entries.some((entry) => entry.startsWith(`${markerName}=`) && entry.includes(marker));
  } catch {
    return false; // it ended meanwhile, or belongs to somebody else
  }
}
