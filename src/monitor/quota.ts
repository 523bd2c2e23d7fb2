import { groupsOf, readInGroup } from './control-groups.ts';
import { readText } from './read-text.ts';

/**
 * CPU time a second that our control group may use, in cores; null where nothing limits it. A quota stops everybody in the
 * group for the rest of each period once it is spent, which no steal time tells. Groups above ours count as well.
 */
export function readQuotaCores(read: (file: string) => string | null = readText): number | null {
  const quotas = groupsOf(read('/proc/self/cgroup'), 'cpu').map((group) => {
    const of = (name: string): string | null => readInGroup(group, name, read);
    return group.version === 2 ? quotaOfV2(of('cpu.max')) : quotaOf(of('cpu.cfs_quota_us'), of('cpu.cfs_period_us'));
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
