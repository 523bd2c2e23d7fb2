import type { Driver, TemplateValues } from '../../src/model/session.ts';
import { median } from '../../src/stats/median.ts';

/** What a part is told. */
export interface Wish {
  readonly calls: number;
  readonly rounds: number;
  /** The folder of the built bundles. */
  readonly bundles: string;
}

export interface Table {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const values: TemplateValues = { uuid: '01234567-89ab-4cde-8f01-23456789abcd', n: 7, key: '1' };

/** Performs one operation by a driver's session again and again; rejects when one fails. */
export function callerOf(driver: Driver): () => Promise<void> {
  const session = driver.openSession(0);
  return () =>
    new Promise((resolve, reject) => {
      session.perform(0, values, performance.now(), (outcome) =>
        outcome.kind === 'ok' ? resolve() : reject(new Error(`${outcome.error}: ${outcome.detail}`)),
      );
    });
}

/** Times both by turns, round after round; each time is of one call. */
export async function compareCalls(
  title: string,
  wish: Wish,
  bare: () => Promise<unknown>,
  driven: () => Promise<unknown>,
): Promise<Table> {
  const times = { bare: [] as number[], driven: [] as number[] };
  const each = Math.max(1, Math.round(wish.calls / wish.rounds));
  const run = async (call: () => Promise<unknown>, into: number[] | null): Promise<void> => {
    for (let count = 0; count < each; count += 1) {
      const beganMs = performance.now();
      await call();
      into?.push(performance.now() - beganMs);
    }
  };
  await run(bare, null);
  await run(driven, null);
  for (let round = 0; round < wish.rounds; round += 1) {
    await run(bare, times.bare);
    await run(driven, times.driven);
  }
  const [before, after] = [median(times.bare), median(times.driven)];
  const us = (ms: number): string => `${(1_000 * ms).toFixed(1)} µs`;
  return {
    title,
    heads: ['bare, p50', 'driver, p50', 'added', 'ratio'],
    rows: [[us(before), us(after), us(after - before), (after / before).toFixed(2)]],
  };
}
