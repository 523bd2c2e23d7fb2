import { describe, expect, it } from 'vitest';
import { joinDrivers } from '../../src/driver/composite.ts';
import type { Measure } from '../../src/model/measure.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Driver } from '../../src/model/session.ts';
import { values } from '../support/operations.ts';

interface Played {
  readonly driver: Driver;
  readonly log: string[];
}

/** A driver that writes down what it is asked to do; each operation measures its own index. */
function play(name: string, measures: readonly Measure[], prepares = false): Played {
  const log: string[] = [];
  const driver: Driver = {
    measures,
    ...(prepares ? { prepare: async (users: readonly number[]) => void log.push(`prepare ${users.join()}`) } : {}),
    openSession: (user) => {
      log.push(`open ${user}`);
      return {
        perform: (operation, _, nowMs, hear) => {
          log.push(`${user} performs ${operation}`);
          hear({ kind: 'ok', sentAtMs: nowMs, endedAtMs: nowMs + 1, bytes: 0, measured: measures.map(() => operation) }, nowMs + 1);
        },
        close: async () => void log.push(`close ${user}`),
      };
    },
    close: async () => void log.push(`${name} closes`),
  };
  return { driver, log };
}

const wait: Measure = { name: 'wait', unit: 'ms' };
const hit: Measure = { name: 'hit', unit: 'share' };

describe('several drivers in one suite', () => {
  it('are reached when each is', async () => {
    const why = { what: 'connect to Redis', why: 'connection refused', next: 'Start it.' };
    const [none, one] = [play('none', []).driver, play('one', []).driver];
    const reached: Driver = { ...one, reach: () => Promise.resolve(null) };
    const unreached: Driver = { ...one, reach: () => Promise.resolve(why) };
    const join = (...drivers: readonly Driver[]): Driver => joinDrivers(drivers.map((driver, at) => ({ driver, operations: [at] })));
    expect(await join(none, reached).reach?.(0, true)).toBeNull();
    expect(await join(none, reached, unreached).reach?.(0, true)).toEqual(why);
    expect('reach' in join(none, one)).toBe(false);
  });

  const perform = (driver: Driver, operations: readonly number[]): readonly Outcome[] => {
    const session = driver.openSession(3);
    const heard: Outcome[] = [];
    for (const operation of operations) session.perform(operation, values, 10, (outcome) => void heard.push(outcome));
    return heard;
  };

  it('each performs its own operations, by the numbers it knows them under, in a session opened with the first of them', () => {
    const [one, other] = [play('one', []), play('other', [])];
    const joined = joinDrivers([
      { driver: one.driver, operations: [0, 2] },
      { driver: other.driver, operations: [1] },
    ]);
    expect(perform(joined, [2, 1, 0, 1])).toHaveLength(4);
    expect(one.log).toEqual(['open 3', '3 performs 1', '3 performs 0']);
    expect(other.log).toEqual(['open 3', '3 performs 0', '3 performs 0']);
  });

  it('what one measures stands at its place among the measures of all, and the others measure nothing', () => {
    const joined = joinDrivers([
      { driver: play('one', [wait]).driver, operations: [0] },
      { driver: play('plain', []).driver, operations: [1] },
      { driver: play('other', [hit]).driver, operations: [2, 3] },
    ]);
    expect(joined.measures).toEqual([wait, hit]);
    expect(perform(joined, [0, 1, 3]).map(({ measured }) => measured)).toEqual([
      [0, Number.NaN],
      [Number.NaN, Number.NaN],
      [Number.NaN, 1],
    ]);
  });

  it('closes what was opened, and readies only what can be', async () => {
    const [one, other] = [play('one', [], true), play('other', [])];
    const joined = joinDrivers([
      { driver: one.driver, operations: [0] },
      { driver: other.driver, operations: [1] },
    ]);
    await joined.prepare?.([0, 3]);
    const session = joined.openSession(3);
    session.perform(0, values, 0, () => undefined);
    await session.close();
    await joined.close();
    expect(one.log).toEqual(['prepare 0,3', 'open 3', '3 performs 0', 'close 3', 'one closes']);
    expect(other.log).toEqual(['other closes']);
    expect('prepare' in joinDrivers([{ driver: other.driver, operations: [0] }])).toBe(false);
  });
});
