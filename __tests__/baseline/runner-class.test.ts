import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Runner } from '../../src/model/run.ts';
import { aRun } from './sample-run.ts';

const runner = aRun().runner;
const classOf = (part: Partial<Runner>): string => runnerClass({ ...runner, ...part });

describe('the runner class', () => {
  it('names what the machine is', () => {
    expect(runnerClass(runner)).toBe('linux · x64 · amd epyc 7763 · 4 cores · ubuntu24 · node 24');
  });

  it.each([
    [{ cpuModel: 'AMD EPYC 7763 64-Core Processor @ 2.45GHz' }],
    [{ cpuModel: 'amd  epyc 7763' }],
    [{ node: 'v24.21.0' }],
    [{ image: 'ubuntu24 20261108.2.0' }],
    [{ image: 'ubuntu24/20261108.2' }],
    [{ memoryBytes: 16_766_414_848 }],
  ])('is not changed by %o', (part) => {
    expect(classOf(part)).toBe(runnerClass(runner));
  });

  it.each([
    [{ os: 'darwin' }],
    [{ arch: 'arm64' }],
    [{ cpuModel: 'Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz' }],
    [{ cores: 2 }],
    [{ node: '20.19.0' }],
    [{ image: 'ubuntu22 20261101.1.0' }],
    [{ image: '' }],
  ])('is changed by %o', (part) => {
    expect(classOf(part)).not.toBe(runnerClass(runner));
  });

  it('holds no trade marks, clock rates, control characters or novels', () => {
    expect(classOf({ cpuModel: 'Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz' })).toContain(' · intel xeon platinum 8370c · ');
    const hostile = classOf({ os: 'li\nnux · x', cpuModel: '\u001b[31m\u202e'.repeat(500) });
    expect(hostile).not.toMatch(/\p{C}/u);
    expect(hostile.length).toBeLessThanOrEqual(300);
  });
});
