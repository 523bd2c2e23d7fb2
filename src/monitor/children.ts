import { parseProcStat } from './proc-stat.ts';
import { listNames, readText } from './read-text.ts';

/** Lists a process' children. */
export type ListChildren = (pid: number) => readonly number[];

/** Asks all threads, because a child is listed under the one that forked it (CONFIG_PROC_CHILDREN). Costs as much for each as one file. */
export function byThreads(pid: number): readonly number[] {
  return (listNames(`/proc/${pid}/task`) ?? []).flatMap((thread) => toPids(readText(`/proc/${pid}/task/${thread}/children`) ?? ''));
}

/** Where the kernel has no such lists: one look at every process' parent, asked as often as liked. */
export function byParent(): ListChildren {
  const children = new Map<number, number[]>();
  for (const name of listNames('/proc') ?? []) {
    const text = /^\d+$/.test(name) ? readText(`/proc/${name}/stat`) : null;
    const stat = text === null ? null : parseProcStat(Buffer.from(text));
    if (stat === null) continue;
    const siblings = children.get(stat.parent);
    if (siblings === undefined) children.set(stat.parent, [Number(name)]);
    else siblings.push(Number(name));
  }
  return (pid) => children.get(pid) ?? [];
}

/** The kernel's own list: numbers, each with a space behind it. */
export function toPids(text: string): readonly number[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map(Number);
}
