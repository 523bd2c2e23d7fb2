import { judgeHistory, strictly } from '../../src/diagnose/consistency/judge-history.ts';
import { splitByKey } from '../../src/diagnose/consistency/key-history.ts';
import { searchKeys } from '../../src/diagnose/consistency/search-keys.ts';
import { median } from '../../src/stats/median.ts';
import { simulate, type Simulation } from './simulated.ts';
import type { Table } from '../verdict/table.ts';

const clients = 20;
const sizes: readonly Pick<Simulation, 'operations' | 'keys'>[] = [10_000, 100_000].flatMap((operations) =>
  [1, 10, 1_000].map((keys) => ({ operations, keys })),
);
const searchSteps = 500_000;

/** Whole judgements, from the history to the findings, and what was found. */
export function* benchSpeed(repetitions: number, seed: number): Generator<Table> {
  for (const kind of ['register', 'counter'] as const) {
    const rows = sizes.map(({ operations, keys }) => {
      const bad = kind === 'register' ? 'stale' : 'lost';
      const cells = (['none', bad] as const).flatMap((fault) => {
        const acts = simulate({ kind, clients, keys, operations, seed, fault });
        const found = judgeHistory({ acts, dropped: 0 }, strictly).filter((finding) => finding.kind === 'broken');
        const { ms, cpuMs } = timeOf(repetitions, () => judgeHistory({ acts, dropped: 0 }, strictly));
        return [
          ms.toFixed(1),
          cpuMs.toFixed(1),
          `${(acts.length / ms / 1_000).toFixed(2)} M`,
          found[0]?.id.replace('consistency.', '') ?? 'held',
          searched(acts),
        ];
      });
      return [`${operations} operations, ${keys} ${keys === 1 ? 'key' : 'keys'}`, ...cells];
    });
    const heads = ['ms', 'CPU ms', 'operations/s', 'found', 'general search'];
    yield {
      title: `${kind}, ${clients} clients, half reads: median of ${repetitions}; the same without a fault and with one`,
      heads: ['history', ...heads, ...heads],
      rows,
    };
  }
}

/** Medians; CPU time is that of all threads, the collector's too. */
function timeOf(repetitions: number, run: () => unknown): { readonly ms: number; readonly cpuMs: number } {
  const times = Array.from({ length: repetitions }, () => {
    const startMs = performance.now();
    const cpu = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - startMs, cpuMs: (user + system) / 1_000 };
  });
  return { ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)) };
}

/** What the general search alone makes of it, and how long that takes. */
function searched(acts: Parameters<typeof splitByKey>[0]): string {
  const startMs = performance.now();
  const found = [
    ...searchKeys(
      splitByKey(acts, () => 0),
      searchSteps,
    ).values(),
  ];
  const said = found.includes('illegal') ? 'illegal' : found.includes('unknown') ? 'unknown' : 'legal';
  return `${said} ${(performance.now() - startMs).toFixed(0)} ms`;
}
