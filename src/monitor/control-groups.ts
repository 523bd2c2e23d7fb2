import { posix } from 'node:path';

/** A control group, as one of a kernel's two interfaces tells of it. */
export interface ControlGroup {
  readonly version: 1 | 2;
  /** As the kernel writes it; `/` is the root. */
  readonly path: string;
  /** Where its files are: version 1 has one mount a set of controllers, under one name or the other. */
  readonly folders: readonly string[];
}

const mount = '/sys/fs/cgroup';

/** The groups that a process is in for one controller, and all above, each nearest first; from its `/proc/PID/cgroup`. */
export function groupsOf(text: string | null, controller: string): readonly ControlGroup[] {
  return (text ?? '').split('\n').flatMap((line): readonly ControlGroup[] => {
    const [, hierarchy, controllers = '', path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path === undefined) return [];
    if (hierarchy === '0') return ancestors(path).map((group) => ({ version: 2, path: group, folders: [`${mount}${tail(group)}`] }));
    if (!controllers.split(',').includes(controller)) return [];
    const roots = [...new Set([controllers, controller])].map((name) => `${mount}/${name}`);
    return ancestors(path).map((group) => ({ version: 1, path: group, folders: roots.map((root) => `${root}${tail(group)}`) }));
  });
}

/** The first of a group's files by this name that can be read. */
export function readInGroup(group: ControlGroup, name: string, read: (file: string) => string | null): string | null {
  for (const folder of group.folders) {
    const text = read(`${folder}/${name}`);
    if (text !== null) return text;
  }
  return null;
}

/** `/a/b` → `/a/b`, `/a` and the root. */
function ancestors(path: string): readonly string[] {
  return path === '/' || path === '.' ? ['/'] : [path, ...ancestors(posix.dirname(path))];
}

function tail(path: string): string {
  return path === '/' ? '' : path;
}
