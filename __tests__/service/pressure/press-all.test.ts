import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Constraint } from '../../../src/model/constraint.ts';
import { pressAll, type Subject } from '../../../src/service/pressure/press.ts';
import { openGreedy } from '../../monitor/greedy.ts';
import { openWorld } from '../fixture.ts';

const { world } = openWorld();

function subjectOf(pid: number): Subject {
  return { url: 'http://127.0.0.1:1', pids: () => [pid], request: null, proxy: null, mostMs: 60_000 };
}

/** The soft limit of a process. */
function limitOf(pid: number, line: string): string {
  const text = readFileSync(`/proc/${pid}/limits`, 'latin1');
  return (text.split('\n').find((one) => one.startsWith(line)) ?? '').slice(line.length).trim().split(/\s+/)[0] ?? '';
}

const files: Constraint = { kind: 'descriptors', count: 64, beyond: 'none' };
const memory: Constraint = { kind: 'memory', moreBytes: 1_024 ** 3 };
const network: Constraint = { kind: 'network', delayMs: 1, bytesPerSecond: null };
const onLinux = it.runIf(process.platform === 'linux' && existsSync('/usr/bin/prlimit'));

onLinux('several pressures are on at once, and are lifted together', async () => {
  await using greedy = await openGreedy();
  const limits = (): readonly string[] => ['Max open files', 'Max data size'].map((line) => limitOf(greedy.pid, line));
  const before = limits();
  const pressed = await pressAll([files, memory], subjectOf(greedy.pid), world);
  expect(pressed).toMatchObject({ kind: 'applied', how: expect.stringMatching(/^at most 64 descriptors.*; a limit on the data/) });
  expect(limits()[0]).toBe('64');
  expect(limits()[1]).toMatch(/^\d+$/);
  if (pressed.kind === 'applied') await pressed.lift();
  expect(limits()).toEqual(before);
});

onLinux('several pressures are none where one of them is not permitted', async () => {
  await using greedy = await openGreedy();
  const before = limitOf(greedy.pid, 'Max open files');
  const pressed = await pressAll([files, network], subjectOf(greedy.pid), world);
  expect(pressed).toMatchObject({ kind: 'not-permitted', why: expect.stringContaining('proxy') });
  expect(limitOf(greedy.pid, 'Max open files')).toBe(before);
});
