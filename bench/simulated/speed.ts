import { Agenda } from '../../src/simulation/agenda.ts';
import { openChance } from '../../src/stats/chance.ts';
import type { ClosedScenario } from '../../src/model/scenario.ts';
import { play, type Played } from './play.ts';

interface Table {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const tenMinutesMs = 600_000;

/** How fast made-up time passes: ten minutes of twenty users, best and middle of several. */
export async function benchSpeed(repetitions: number, seed: number): Promise<readonly Table[]> {
  const rows: (readonly string[])[] = [];
  for (const [name, timeMs, thinkMs] of [
    ['20 users, 4 servers of 5 ms', 5, 0],
    ['20 users, 4 servers of 20 ms', 20, 0],
    ['20 users who think 100 ms, 4 servers of 5 ms', 5, 100],
  ] as const) {
    const scenario: ClosedScenario = {
      model: 'closed',
      users: 20,
      thinkMs,
      mix: { ask: 1 },
      keys: 100,
      warmupMs: 0,
      durationMs: tenMinutesMs,
      seed,
    };
    const played: Played[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) played.push(await play({}, { timeMs }, scenario));
    const sorted = played.map(({ tookMs }) => tookMs).sort((one, other) => one - other);
    const { requests } = played[0]?.observation.total ?? { requests: 0 };
    const [best = 0, middle = 0] = [sorted[0], sorted[sorted.length >> 1]];
    rows.push([
      name,
      String(requests),
      best.toFixed(0),
      middle.toFixed(0),
      ((requests / middle) * 1_000).toFixed(0),
      (tenMinutesMs / middle).toFixed(0),
    ]);
  }
  const heads = ['ten minutes of', 'operations', 'best ms', 'middle ms', 'operations/s', 'times real time'];
  return [{ title: 'a load in made-up time, recorded as any other', heads, rows }, ...benchEvents(repetitions, seed)];
}

/** Events alone: as many as are under way with so many users, each planning the next. */
function benchEvents(repetitions: number, seed: number): readonly Table[] {
  const rows = [20, 1_000].map((under) => {
    const took = Array.from({ length: repetitions }, () => timeEvents(under, 2_000_000, seed)).sort((one, other) => one - other);
    const middle = took[took.length >> 1] ?? 0;
    return [`${under} under way`, (2_000_000 / (middle / 1_000)).toFixed(0)];
  });
  return [{ title: 'events alone', heads: ['', 'events/s'], rows }];
}

function timeEvents(under: number, count: number, seed: number): number {
  const agenda = new Agenda();
  const chance = openChance(seed, 1);
  const nothing = (): void => undefined;
  for (let at = 0; at < under; at += 1) agenda.add(chance.unit(), nothing);
  const beganMs = performance.now();
  for (let at = 0; at < count; at += 1) {
    const nowMs = agenda.nextMs;
    agenda.take()?.();
    agenda.add(nowMs + chance.unit(), nothing);
  }
  return performance.now() - beganMs;
}
