import type { OpenScenario } from '../../src/model/scenario.ts';
import { waitOf } from './erlang-c.ts';
import { play } from './play.ts';

const serviceMs = 10;

/** So many that nobody waits. */
const room = 10_000;

/** Waiting times of M/M/c against Erlang's formula: the line before the servers, and the one before a pool. */
export async function benchTheory(
  arrivals: number,
  seed: number,
): Promise<{ title: string; heads: readonly string[]; rows: readonly (readonly string[])[] }[]> {
  const rows: (readonly string[])[] = [];
  for (const servers of [1, 2, 4, 8]) {
    for (const busy of [0.5, 0.8]) {
      const ratePerSecond = (busy * servers * 1_000) / serviceMs;
      const scenario: OpenScenario = {
        model: 'open',
        arrivals: { pattern: 'poisson', ratePerSecond },
        connections: 5_000,
        mix: { ask: 1 },
        keys: 100,
        warmupMs: 60_000,
        durationMs: (arrivals / ratePerSecond) * 1_000,
        seed,
      };
      const theory = serviceMs * waitOf(servers, busy * servers);
      const lined = await play({ servers }, { timeMs: serviceMs }, scenario);
      // Served in order of arrival each operation draws the same time here, and what is left of the difference is the wait.
      const roomy = await play({ servers: room }, { timeMs: serviceMs }, scenario);
      const pooled = await play({ servers: room, pool: servers }, { timeMs: serviceMs, pooled: true }, scenario);
      const line = (lined.observation.total.responseMs.mean ?? 0) - (roomy.observation.total.responseMs.mean ?? 0);
      const pool = pooled.observation.total.measures?.find(({ name }) => name === 'wait')?.values.mean ?? 0;
      rows.push([
        `${servers}, ${(busy * 100).toFixed(0)} % busy`,
        theory.toFixed(3),
        line.toFixed(3),
        percent(line, theory),
        pool.toFixed(3),
        percent(pool, theory),
      ]);
    }
  }
  const heads = ['servers', 'theory ms', 'line ms', 'off', 'pool ms', 'off'];
  return [{ title: `mean waiting time of M/M/c, ${arrivals} arrivals of each`, heads, rows }];
}

function percent(seen: number, truth: number): string {
  return `${((seen / truth - 1) * 100).toFixed(2)} %`;
}
