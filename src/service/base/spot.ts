import { mkdtemp, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import type { World } from '../../world.ts';

/** A fresh, empty folder outside of the repository. */
export interface Spot {
  readonly root: string;
  /** Whether it lies on the disk that the head lies on: writing may cost another time on another. */
  readonly sameDisk: boolean;
}

/** What all such folders are named after; the number is the process that made it. */
const prefix = 'plimsoll-base-';

/** The process that made a folder of this name; null when it is none of ours. */
export function makerOf(name: string): number | null {
  const [, pid] = /^plimsoll-base-(\d+)-\w{6}$/.exec(name) ?? [];
  return pid === undefined ? null : Number(pid);
}

/** Makes a folder where temporary ones belong, on the head's own disk if any of them lies there; null when there is none to be had. */
export async function openSpot(toplevel: string, { environment }: World): Promise<Spot | null> {
  const wanted = [environment['RUNNER_TEMP'], tmpdir(), '/var/tmp'].filter((path) => path !== undefined && isAbsolute(path));
  const seen = await Promise.all(wanted.map(async (path) => look(path ?? '')));
  const outside = seen.filter((place) => place !== null).filter(({ path }) => !lies(path, toplevel));
  const head = await look(toplevel);
  const onDisk = outside.filter(({ device }) => device === head?.device);
  for (const place of [...onDisk, ...outside]) {
    const root = await mkdtemp(join(place.path, `${prefix}${process.pid}-`)).catch(() => null);
    if (root !== null) return { root, sameDisk: place.device === head?.device };
  }
  return null;
}

/** Whether a path is a folder or lies within it; both absolute, links resolved. */
export function lies(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!/^\.\.(?:[/\\]|$)/.test(way) && !isAbsolute(way));
}

async function look(path: string): Promise<{ readonly path: string; readonly device: number } | null> {
  try {
    const real = await realpath(path);
    const { dev } = await stat(real);
    return { path: real, device: dev };
  } catch {
    return null;
  }
}
