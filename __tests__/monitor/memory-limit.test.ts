import { describe, expect, it } from 'vitest';
import { readMemoryLimit } from '../../src/monitor/memory-limit.ts';

const limit = (files: Readonly<Record<string, string>>): number | null => readMemoryLimit(7, (file) => files[file] ?? null);

describe('the memory limit of a process', () => {
  it('is the tightest of its group and all above, cgroup version 2', () => {
    const files = {
      '/proc/7/cgroup': '0::/a/b\n',
      '/sys/fs/cgroup/a/b/memory.max': 'max\n',
      '/sys/fs/cgroup/a/memory.max': '536870912\n',
      '/sys/fs/cgroup/memory.max': '1073741824\n',
    };
    expect(limit(files)).toBe(536_870_912);
  });

  it('is that of its group, cgroup version 1', () => {
    expect(limit({ '/proc/7/cgroup': '4:memory:/x\n', '/sys/fs/cgroup/memory/x/memory.limit_in_bytes': '268435456\n' })).toBe(268_435_456);
  });

  it.each([
    ['nothing is said', {}],
    ['version 2 says max', { '/proc/7/cgroup': '0::/a\n', '/sys/fs/cgroup/a/memory.max': 'max\n' }],
    [
      'version 1 says what no memory has',
      { '/proc/7/cgroup': '4:memory:/x\n', '/sys/fs/cgroup/memory/x/memory.limit_in_bytes': '9223372036854771712\n' },
    ],
    ['it is no number', { '/proc/7/cgroup': '0::/a\n', '/sys/fs/cgroup/a/memory.max': 'plenty\n' }],
    ['it is empty', { '/proc/7/cgroup': '0::/a\n', '/sys/fs/cgroup/a/memory.max': '' }],
  ])('is unknown where %s', (_why, files) => {
    expect(limit(files)).toBeNull();
  });

  it('is found for this process without a fault, whatever this machine is', () => {
    expect(readMemoryLimit(process.pid) ?? 1).toBeGreaterThan(0);
  });
});
