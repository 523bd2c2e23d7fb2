import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../src/model/constraint.ts';
import { readConstraint, writeConstraint } from '../../src/units/constraint.ts';

const texts: readonly (readonly [string, Constraint])[] = [
  ['cpu=1core', { kind: 'cpu', by: 'one-core' }],
  ['cpu=hog', { kind: 'cpu', by: 'hog' }],
  ['cpu=1core+hog', { kind: 'cpu', by: 'one-core-and-hog' }],
  ['mem=+64MB', { kind: 'memory', moreBytes: 64 * 1_024 ** 2 }],
  ['fds=64', { kind: 'descriptors', count: 64, beyond: 'none' }],
  ['fds=+16', { kind: 'descriptors', count: 16, beyond: 'held' }],
  ['slow=5@1KB/s', { kind: 'slow-client', clients: 5, bytesPerSecond: 1_024 }],
  ['net=50ms/1MB/s', { kind: 'network', delayMs: 50, bytesPerSecond: 1_024 ** 2 }],
  ['net=1s', { kind: 'network', delayMs: 1_000, bytesPerSecond: null }],
  ['net=1MB/s', { kind: 'network', delayMs: 0, bytesPerSecond: 1_024 ** 2 }],
  ['abandon=50/s@1ms', { kind: 'abandon', perSecond: 50, afterMs: 1 }],
];

describe('a constraint as text', () => {
  it.each(texts)('is short: %s', (text, constraint) => {
    expect(writeConstraint(constraint)).toBe(text);
    expect(readConstraint(text)).toEqual({ kind: 'constraint', constraint });
  });

  it.each([
    [' cpu=hog ', 'cpu=hog'],
    ['slow=5', 'slow=5@1KB/s'],
    ['abandon=50/s', 'abandon=50/s@1ms'],
    ['net=0.5s/1.5MB/s', 'net=500ms/1536KB/s'],
    ['mem=+1024KB', 'mem=+1MB'],
    ['fds=0064', 'fds=64'],
  ])('may be written more loosely: %s is %s', (loose, exact) => {
    const read = readConstraint(loose);
    expect(read.kind === 'constraint' ? writeConstraint(read.constraint) : read.expected).toBe(exact);
  });

  it.each([
    ['', 'a constraint such as cpu='],
    ['hog', 'a constraint such as cpu='],
    ['__proto__=1', 'a constraint such as cpu='],
    ['cpu=2cores', 'cpu=1core'],
    ['mem=64MB', 'mem=+64MB'],
    ['mem=+0.3B', 'mem=+64MB'],
    ['mem=+2048GB', 'mem=+64MB'],
    ['fds=0', 'fds=64'],
    ['fds=-1', 'fds=64'],
    ['slow=101', 'slow=5@1KB/s'],
    ['slow=5@2MB/s', 'slow=5@1KB/s'],
    ['net=', 'net=50ms'],
    ['net=11s', 'net=50ms'],
    ['net=50ms/1MB', 'net=50ms'],
    ['abandon=1001/s', 'abandon=50/s'],
    ['abandon=50', 'abandon=50/s'],
    [`fds=${' '.repeat(300)}64`, 'at most 200 characters'],
  ])('is refused when it is none: %s', (text, expected) => {
    const read = readConstraint(text);
    expect(read.kind === 'refused' ? read.expected : read).toContain(expected);
  });
});
