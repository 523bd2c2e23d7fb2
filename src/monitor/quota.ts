import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

type Read = (file: string) => string | null;

const mount = '/sys/fs/cgroup';

/**
 * CPU time a second that our control group may use, in cores; null where nothing limits it. A quota stops everybody in the
 * group for the rest of each period once it is spent, which no steal time tells. Groups above ours count as well.
 */
export function readQuotaCores(read: Read = readText): number | null {
  const quotas = (read('/proc/self/cgroup') ?? '').split('\n').flatMap((line) => {
    const [, hierarchy, controllers = '', path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path === undefined) return [];
    if (hierarchy === '0') return ancestors(path).map((group) => quotaOfV2(read(`${mount}${group}/cpu.max`)));
    if (!controllers.split(',').includes('cpu')) return [];
    return ancestors(path).flatMap((group) =>
      [controllers, 'cpu'].map((folder) => {
        const at = `${mount}/${folder}${group}`;
        return quotaOf(read(`${at}/cpu.cfs_quota_us`), read(`${at}/cpu.cfs_period_us`));
      }),
    );
  });
  const known = quotas.filter((quota) => quota !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** `max 100000`, or `150000 100000`: quota and period in microseconds. */
function quotaOfV2(text: string | null): number | null {
  const [quota = null, period = null] = text?.trim().split(' ') ?? [];
  return quotaOf(quota, period);
}

function quotaOf(quota: string | null, period: string | null): number | null {
  const cores = Number(quota?.trim()) / Number(period?.trim());
  // No quota is written as -1 or `max`.
  return quota !== null && period !== null && Number.isFinite(cores) && cores > 0 ? cores : null;
}

/** `/a/b` → `/a/b`, `/a` and the root. */
function ancestors(path: string): readonly string[] {
  if (path === '/' || path === '.') return [''];
  return [path, ...ancestors(posix.dirname(path))];
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
