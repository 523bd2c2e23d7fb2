import { describe, expect, it } from 'vitest';

import { readQuotaCores } from '../../src/monitor/quota.ts';

/** The quota that a machine with these files has. */
const quota = (files: Readonly<Record<string, string>>): number | null => readQuotaCores((file) => files[file] ?? null);

describe('the CPU quota', () => {
  it('is that of the own group, cgroup version 2', () => {
    expect(quota({ '/proc/self/cgroup': '0::/app\n', '/sys/fs/cgroup/app/cpu.max': '150000 100000\n' })).toBe(1.5);
  });

  it('is the tightest of all groups above', () => {
    const files = {
      '/proc/self/cgroup': '0::/a/b\n',
      '/sys/fs/cgroup/a/b/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/a/cpu.max': '400000 100000\n',
      '/sys/fs/cgroup/cpu.max': '50000 100000\n',
    };
    expect(quota(files)).toBe(0.5);
  });

  it('is that of the group, cgroup version 1, also where its controllers share a folder', () => {
    const one = { '/sys/fs/cgroup/cpu/x/cpu.cfs_quota_us': '200000\n', '/sys/fs/cgroup/cpu/x/cpu.cfs_period_us': '100000\n' };
    expect(quota({ '/proc/self/cgroup': '3:cpuset:/y\n2:cpu:/x\n', ...one })).toBe(2);
    const shared = {
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '300000\n',
      '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
    };
    expect(quota({ '/proc/self/cgroup': '4:cpu,cpuacct:/\n', ...shared })).toBe(3);
  });

  it.each([
    ['no limit is set, version 2', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }],
    [
      'no limit is set, version 1',
      {
        '/proc/self/cgroup': '1:cpu:/\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      },
    ],
    ['there are no groups', {}],
    ['the files hold nonsense', { '/proc/self/cgroup': 'what\n0::/\n0::/../..\n', '/sys/fs/cgroup/cpu.max': '\n' }],
  ])('is unknown where %s', (_, files) => {
    expect(quota(files)).toBeNull();
  });

  it('of this machine is readable without a fault', () => {
    const cores = readQuotaCores();
    expect(cores === null || cores > 0).toBe(true);
  });
});
