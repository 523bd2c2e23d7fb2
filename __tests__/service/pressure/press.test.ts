import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../../src/model/constraint.ts';
import { watch } from '../../../src/monitor/watch.ts';
import { lastCore } from '../../../src/service/pressure/affinity.ts';
import { openHog } from '../../../src/service/pressure/hog.ts';
import { press, type Subject } from '../../../src/service/pressure/press.ts';
import { openGreedy } from '../../monitor/greedy.ts';
import { eventually, openWorld } from '../fixture.ts';
import { lives } from '../../support/processes.ts';

const { world } = openWorld();

function subjectOf(pids: () => readonly number[]): Subject {
  return { url: 'http://127.0.0.1:1', pids, request: null, proxy: null, mostMs: 60_000 };
}

/** The cores of every thread of a process. */
function coresOf(pid: number): readonly string[] {
  const lists = readdirSync(`/proc/${pid}/task`).map((tid) => {
    const status = readFileSync(`/proc/${pid}/task/${tid}/status`, 'latin1');
    return /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '';
  });
  return [...new Set(lists)];
}

function limitsOf(pid: number, line: string): readonly string[] {
  const text = readFileSync(`/proc/${pid}/limits`, 'latin1');
  return (text.split('\n').find((one) => one.startsWith(line)) ?? '').slice(line.length).trim().split(/\s+/).slice(0, 2);
}

/** CPU time of a process, in clock ticks. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[11]);
}

const onLinux = it.runIf(process.platform === 'linux' && ['taskset', 'prlimit'].every((tool) => existsSync(`/usr/bin/${tool}`)));

describe('a pressure on the cores', () => {
  onLinux('binds all threads of all processes to one core, those that begin under it too, and gives them back what they had', async () => {
    await using greedy = await openGreedy();
    await greedy.order('fork thread stay');
    using monitor = watch(greedy.pid, world);
    const before = coresOf(greedy.pid);
    const pressed = await press(
      { kind: 'cpu', by: 'one-core' },
      subjectOf(() => monitor.pids()),
      world,
    );
    expect(pressed).toMatchObject({ kind: 'applied', how: `bound to core ${lastCore(before[0] ?? '')}` });
    if (pressed.kind !== 'applied') return;
    await greedy.order('thread stay');
    await greedy.order('fork burn 1');
    const pids = monitor.pids();
    expect(pids.length).toBe(3);
    for (const pid of pids) expect(coresOf(pid)).toEqual([String(lastCore(before[0] ?? ''))]);
    await pressed.lift();
    for (const pid of pids) expect(coresOf(pid)).toEqual(before);
    await pressed.lift();
  });

  onLinux('gives threads that had cores of their own back just these', async () => {
    await using greedy = await openGreedy();
    const own = coresOf(greedy.pid);
    const thread = readdirSync(`/proc/${greedy.pid}/task`).find((tid) => tid !== String(greedy.pid)) ?? '';
    const [only] = /\d+/.exec(own[0] ?? '') ?? ['0'];
    await once(spawn('taskset', ['-c', '-p', only, thread], { stdio: 'ignore' }), 'exit');
    const before = coresOf(greedy.pid);
    const pressed = await press(
      { kind: 'cpu', by: 'one-core' },
      subjectOf(() => [greedy.pid]),
      world,
    );
    expect(pressed.kind).toBe('applied');
    if (pressed.kind === 'applied') await pressed.lift();
    expect(coresOf(greedy.pid).toSorted()).toEqual(before.toSorted());
    const mine = readFileSync(`/proc/${greedy.pid}/task/${thread}/status`, 'latin1');
    expect(/^Cpus_allowed_list:\s*(\S+)$/m.exec(mine)?.[1]).toBe(only);
  });

  it('sets a hog beside it that computes, and is gone when it is ended', async () => {
    const hog = await openHog(null, 60_000, world);
    if (hog.kind !== 'hog') throw new Error(hog.why);
    if (process.platform === 'linux') {
      const atFirst = ticksOf(hog.pid);
      expect(
        await eventually(
          () => ticksOf(hog.pid),
          (ticks) => ticks > atFirst,
        ),
      ).toBeGreaterThan(atFirst);
    }
    expect(lives(hog.pid)).toBe(true);
    await hog.end();
    expect(lives(hog.pid)).toBe(false);
  });

  onLinux('binds the hog to the same core', async () => {
    const core = lastCore(coresOf(process.pid)[0] ?? '') ?? 0;
    const hog = await openHog(core, 60_000, world);
    if (hog.kind !== 'hog') throw new Error(hog.why);
    expect(coresOf(hog.pid)).toEqual([String(core)]);
    await hog.end();
    expect(lives(hog.pid)).toBe(false);
  });

  it('lets no hog go on for longer than it was given', async () => {
    const hog = await openHog(null, 50, world);
    if (hog.kind !== 'hog') return; // it was over before we looked
    expect(
      await eventually(
        () => lives(hog.pid),
        (alive) => !alive,
      ),
    ).toBe(false);
    await hog.end();
  });
});

describe('a limit on resources', () => {
  onLinux('lets each process open so many more descriptors and no more, and is lifted for children born under it too', async () => {
    await using greedy = await openGreedy();
    using monitor = watch(greedy.pid, world);
    await greedy.order('open 10');
    const before = limitsOf(greedy.pid, 'Max open files');
    const pressed = await press(
      { kind: 'descriptors', count: 40, beyond: 'held' },
      subjectOf(() => monitor.pids()),
      world,
    );
    expect(pressed.kind).toBe('applied');
    if (pressed.kind !== 'applied') return;
    const [soft = '', hard] = limitsOf(greedy.pid, 'Max open files');
    expect(Number(soft)).toBeGreaterThanOrEqual(10 + 40);
    expect(Number(soft)).toBeLessThan(Number(before[0]));
    expect(hard).toBe(before[1]);
    await greedy.order('open 20');
    await greedy.order('fork burn 1');
    const pids = monitor.pids();
    expect(pids.length).toBe(2);
    await pressed.lift();
    for (const pid of pids) expect(limitsOf(pid, 'Max open files')).toEqual(before);
    await greedy.order('open 100');
    expect(lives(greedy.pid)).toBe(true);
  });

  onLinux('may be a number in all, and never raises what is lower already', async () => {
    await using greedy = await openGreedy();
    const subject = subjectOf(() => [greedy.pid]);
    const outer = await press({ kind: 'descriptors', count: 64, beyond: 'none' }, subject, world);
    if (outer.kind !== 'applied') throw new Error(outer.why);
    expect(limitsOf(greedy.pid, 'Max open files')[0]).toBe('64');
    const inner = await press({ kind: 'descriptors', count: 1_000, beyond: 'none' }, subject, world);
    if (inner.kind !== 'applied') throw new Error(inner.why);
    expect(limitsOf(greedy.pid, 'Max open files')[0]).toBe('64');
    await inner.lift();
    expect(limitsOf(greedy.pid, 'Max open files')[0]).toBe('64');
    await outer.lift();
    expect(limitsOf(greedy.pid, 'Max open files')[0]).not.toBe('64');
  });

  onLinux('leaves memory within the limit alone, and refuses what goes beyond', async () => {
    const path = resolve(import.meta.dirname, '../../../fixtures/services/greedy.mjs');
    const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { pid = 0 } = child;
    await once(child, 'spawn');
    const order = async (text: string): Promise<void> => {
      child.stdin.write(`${text}\n`);
      await once(child.stdout, 'data');
    };
    await order('ready?');
    const before = limitsOf(pid, 'Max data size');
    const limit: Constraint = { kind: 'memory', moreBytes: 128 * 1_024 ** 2 };
    const pressed = await press(
      limit,
      subjectOf(() => [pid]),
      world,
    );
    if (pressed.kind !== 'applied') throw new Error(pressed.why);
    await order('hold 32');
    await pressed.lift();
    expect(limitsOf(pid, 'Max data size')).toEqual(before);
    await order('hold 200');
    const again = await press(
      limit,
      subjectOf(() => [pid]),
      world,
    );
    expect(again.kind).toBe('applied');
    child.stdin.write('hold 200\n');
    const [code, signal] = await once(child, 'exit');
    expect(code !== 0 || signal !== null).toBe(true);
    // What it was put on is gone; to lift it is no fault.
    if (again.kind === 'applied') await again.lift();
  });
});

describe('a pressure that cannot be put on', () => {
  const constraints: readonly Constraint[] = [
    { kind: 'cpu', by: 'one-core' },
    { kind: 'cpu', by: 'one-core-and-hog' },
    { kind: 'memory', moreBytes: 1 },
    { kind: 'descriptors', count: 8, beyond: 'held' },
    { kind: 'slow-client', clients: 1, bytesPerSecond: 1 },
    { kind: 'network', delayMs: 1, bytesPerSecond: null },
    { kind: 'abandon', perSecond: 1, afterMs: 1 },
  ];

  it.each(constraints)('says so and why: $kind', async (constraint) => {
    const pressed = await press(
      constraint,
      subjectOf(() => []),
      world,
    );
    expect(pressed).toEqual({ kind: 'not-permitted', why: expect.stringMatching(/^\w.{10,}/) });
  });

  onLinux('says that a tool is missing, and has left all as it was', async () => {
    await using greedy = await openGreedy();
    const before = coresOf(greedy.pid);
    const without = { ...world, environment: { PATH: '/nonexistent' } };
    const subject = subjectOf(() => [greedy.pid]);
    expect(await press({ kind: 'cpu', by: 'one-core-and-hog' }, subject, without)).toMatchObject({ why: 'there is no taskset here' });
    expect(await press({ kind: 'descriptors', count: 64, beyond: 'none' }, subject, without)).toMatchObject({
      why: 'there is no prlimit here',
    });
    expect(coresOf(greedy.pid)).toEqual(before);
  });
});
