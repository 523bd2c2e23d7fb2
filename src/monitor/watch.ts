import type { World } from '../world.ts';
import { watchLinux } from './linux.ts';
import type { Monitor } from './monitor.ts';
import { watchPortable } from './portable.ts';

export type { Monitor } from './monitor.ts';

/** Watches the tree under a process: ten readings a second from /proc on Linux, one a second through `pidusage` elsewhere. Never throws. */
export function watch(rootPid: number, world: World, hertz?: number): Monitor {
  return process.platform === 'linux' ? watchLinux(rootPid, world, hertz ?? 10) : watchPortable(rootPid, world, hertz ?? 1);
}
