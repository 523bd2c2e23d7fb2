import type { World } from '../world.ts';
import { watchLinux } from './linux.ts';
import type { Monitor } from './monitor.ts';
import { watchPortable } from './portable.ts';

export type { Monitor } from './monitor.ts';

/** Watches the tree under a process: ten readings a second from /proc on Linux, one a second through `pidusage` elsewhere. Never throws. */
export function watch(rootPid: number, world: World, hertz?: number): Monitor {
  const roots = [rootPid];
  return watchAll(() => roots, world, hertz);
}

/** Watches the trees under processes that come and go; `roots` answers another list whenever there are others. */
export function watchAll(roots: () => readonly number[], world: World, hertz?: number): Monitor {
  return process.platform === 'linux' ? watchLinux(roots, world, hertz ?? 10) : watchPortable(roots, world, hertz ?? 1);
}
