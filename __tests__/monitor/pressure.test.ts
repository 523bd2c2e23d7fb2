import { describe, expect, it } from 'vitest';
import { openPressure } from '../../src/monitor/pressure.ts';

const read = (files: Readonly<Record<string, string>>) => openPressure(7, (file) => files[file] ?? null)();
const nothing = { throttledMs: null, groupPeakBytes: null, oomKills: null, cpuStallMs: null, memoryStallMs: null, ioStallMs: null };

describe('what the control group and the machine have counted', () => {
  it('is read from version 2, throttling of all groups above included', () => {
    const files = {
      '/proc/self/cgroup': '0::/runner\n',
      '/proc/7/cgroup': '0::/box/service\n',
      '/sys/fs/cgroup/box/service/memory.peak': '104857600\n',
      '/sys/fs/cgroup/box/service/memory.events': 'low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 1\n',
      '/sys/fs/cgroup/box/service/cpu.stat': 'usage_usec 9\nnr_throttled 3\nthrottled_usec 1500\n',
      '/sys/fs/cgroup/box/cpu.stat': 'usage_usec 9\nthrottled_usec 500\n',
      '/sys/fs/cgroup/cpu.stat': 'usage_usec 9\n',
    };
    expect(read(files)).toEqual({ ...nothing, throttledMs: 2, groupPeakBytes: 104_857_600, oomKills: 2 });
  });

  it('is read from version 1, also beside an empty version 2', () => {
    const files = {
      '/proc/self/cgroup': '5:memory:/\n3:cpu,cpuacct:/\n0::/\n',
      '/proc/7/cgroup': '5:memory:/service\n3:cpu,cpuacct:/service\n0::/\n',
      '/sys/fs/cgroup/memory/service/memory.max_usage_in_bytes': '4096\n',
      '/sys/fs/cgroup/memory/service/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 1\n',
      '/sys/fs/cgroup/cpu,cpuacct/service/cpu.stat': 'nr_periods 2\nnr_throttled 1\nthrottled_time 2500000\n',
    };
    expect(read(files)).toEqual({ ...nothing, throttledMs: 2.5, groupPeakBytes: 4_096, oomKills: 1 });
  });

  it.each([
    ['the same', '/service'],
    ['one below', '/service/of/ours'],
  ])("the group's peak is nobody's where it holds us too: our group is %s", (_, ours) => {
    const files = {
      '/proc/self/cgroup': `0::${ours}\n`,
      '/proc/7/cgroup': '0::/service\n',
      '/sys/fs/cgroup/service/memory.peak': '1\n',
      '/sys/fs/cgroup/service/memory.events': 'oom_kill 0\n',
    };
    expect(read(files)).toEqual({ ...nothing, oomKills: 0 });
  });

  it('stalls are those of the machine, in milliseconds', () => {
    const line = (total: number): string =>
      `some avg10=0.00 avg60=1.20 avg300=0.00 total=${total}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=9\n`;
    const files = { '/proc/pressure/cpu': line(1_500), '/proc/pressure/memory': line(0), '/proc/pressure/io': 'what\n' };
    expect(read(files)).toEqual({ ...nothing, cpuStallMs: 1.5, memoryStallMs: 0 });
  });

  it('is unknown where there are no such files, and where they hold nonsense', () => {
    expect(read({})).toEqual(nothing);
    const files = {
      '/proc/7/cgroup': '0::/../x\nwhat',
      '/sys/fs/cgroup/../x/memory.peak': 'max\n',
      '/sys/fs/cgroup/../x/cpu.stat': 'throttled_usec x\n',
    };
    expect(read(files)).toEqual(nothing);
  });

  it('of this machine is readable without a fault', () => {
    for (const value of Object.values(openPressure(process.pid)())) expect(value === null || value >= 0).toBe(true);
    expect(openPressure(process.pid)().groupPeakBytes).toBeNull();
  });
});
