import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openCpuClock } from '../../src/monitor/cpu-clock.ts';

const msPerTick = 10;

/** A process as it is: user and system time in microseconds, what threads used that ended unseen, what was there before the clock. */
interface Simulated {
  readonly pid: number;
  readonly startTicks: number;
  userUs: number;
  systemUs: number;
  endedUs: number;
}

const burn = fc.record({ who: fc.nat(2), userUs: fc.nat(30_000), systemUs: fc.nat(30_000), share: fc.constantFrom<number>(0, 0, 0.5, 1) });
const step = fc.oneof(burn, fc.constantFrom('look' as const, 'ask' as const));
const steps = fc.array(step, { maxLength: 60 });

/** Runs what is told; answers, for every look, what the clock told, what was used, and whether the threads were asked. */
function simulate(all: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[], older: number) {
  const processes: Simulated[] = [1, 2, 3].map((pid) => ({
    pid,
    startTicks: pid <= older ? 5 : 20,
    userUs: pid <= older ? 123_456 : 0,
    systemUs: 0,
    endedUs: pid <= older && pid === 1 ? 50_000 : 0,
  }));
  const clock = openCpuClock(10, msPerTick);
  const totalUs = (): number => processes.reduce((sum, { userUs, systemUs }) => sum + userUs + systemUs, 0);
  const tick = (us: number): number => Math.floor(us / 1_000 / msPerTick);
  const tell = (asked: boolean): number =>
    clock.tell(
      processes.map(({ pid, startTicks, userUs, systemUs }) => ({
        pid,
        parent: 0,
        startTicks,
        // The kernel cuts each off for itself.
        ownTicks: tick(userUs) + tick(systemUs),
        reapedTicks: 0,
      })),
      asked ? new Map(processes.map(({ pid, userUs, systemUs, endedUs }) => [pid, (userUs + systemUs - endedUs) / 1_000])) : undefined,
    );
  const before = totalUs();
  const looks = [{ told: tell(true), usedMs: 0, asked: true }];
  for (const one of all) {
    if (typeof one === 'string') {
      looks.push({ told: tell(one === 'ask'), usedMs: (totalUs() - before) / 1_000, asked: one === 'ask' });
      continue;
    }
    const process = processes[one.who];
    if (process === undefined) continue;
    process.userUs += one.userUs;
    process.systemUs += one.systemUs;
    process.endedUs += one.share * (one.userUs + one.systemUs);
  }
  return looks;
}

it('it begins at nothing, never falls, and is never as much as two ticks a process off', () => {
  fc.assert(
    fc.property(steps, fc.nat(3), (all, older) => {
      const looks = simulate(all, older);
      expect(looks[0]?.told).toBe(0);
      const told = looks.map((look) => look.told);
      expect(told).toEqual([...told].sort((a, b) => a - b));
      for (const look of looks) expect(Math.abs(look.told - look.usedMs)).toBeLessThan(2 * msPerTick * 3 + 1e-6);
    }),
    { numRuns: 500 },
  );
});

it('it is exact whenever the threads were asked and none has ended', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const lasting = all.map((one) => (typeof one === 'string' ? one : { ...one, share: 0 }));
      for (const { told, usedMs, asked } of simulate(lasting, 0)) {
        if (asked) expect(told).toBeCloseTo(usedMs, 6);
        else expect(told).toBeLessThanOrEqual(usedMs + 1e-6);
      }
    }),
    { numRuns: 500 },
  );
});

it('a number that is used again is another process, and its parent keeps what the first had used', () => {
  const clock = openCpuClock(10, msPerTick);
  const root = { pid: 1, parent: 0, startTicks: 20, ownTicks: 0, reapedTicks: 0 };
  clock.tell([root, { pid: 2, parent: 1, startTicks: 20, ownTicks: 5, reapedTicks: 0 }], new Map([[2, 58]]));
  const later = [
    { ...root, reapedTicks: 5 },
    { pid: 2, parent: 1, startTicks: 30, ownTicks: 1, reapedTicks: 0 },
  ];
  expect(clock.tell(later)).toBe(60);
  expect(clock.tell(later, new Map([[2, 13.5]]))).toBe(63.5);
});
