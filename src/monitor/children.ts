import { readFileSync, readdirSync } from 'node:fs';
import { parseProcStat } from './proc-stat.ts';

/** Lists a process' children: those of all its threads, because a child is listed under the thread that forked it. */
export type ListChildren = (pid: number) => readonly number[];

/** The way this kernel offers: `children` files where it has them (CONFIG_PROC_CHILDREN), else every process' parent. Made anew for each walk. */
export function openChildren(): ListChildren {
  return readText(`/proc/${process.pid}/task/${process.pid}/children`) === null ? byParent() : byThread;
}

function byThread(pid: number): readonly number[] {
  return list(`/proc/${pid}/task`).flatMap((thread) => toPids(readText(`/proc/${pid}/task/${thread}/children`) ?? ''));
}

/** Also a fallback: one look at all processes, asked as often as liked. */
export function byParent(): ListChildren {
  const children = new Map<number, number[]>();
  for (const name of list('/proc')) {
    const text = /^\d+$/.test(name) ? readText(`/proc/${name}/stat`) : null;
    const stat = text === null ? null : parseProcStat(Buffer.from(text, 'latin1'));
    if (stat === null) continue;
    const siblings = children.get(stat.parent);
    if (siblings === undefined) children.set(stat.parent, [Number(name)]);
    else siblings.push(Number(name));
  }
  return (pid) => children.get(pid) ?? [];
}

function toPids(text: string): readonly number[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map(Number);
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
