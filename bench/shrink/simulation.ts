import { quantile } from '../../src/stats/quantile.ts';
import { confirmedFastCheck, plainFastCheck, plimsoll, yesNoBisection, type Said, type Search } from './searches.ts';
import { broken, good, measureWith, type Service } from './service.ts';
import type { Table } from '../verdict/table.ts';

const searches: Readonly<Record<string, Search>> = {
  plimsoll,
  'fast-check, its own shrinking': plainFastCheck,
  'fast-check, each failure 3 of 3 again': confirmedFastCheck,
  'the same, then yes/no bisection': yesNoBisection,
};

const noises = [0, 0.1, 0.25] as const;

const heads = ['', 'false alarms', 'missed', 'error p5/50/95', 'within ±1', 'in its interval', 'measurements p50/95/max', 'with all axes'];

/** False alarms of a good service, and how far off the smallest failing load of broken ones is: a table for each noise and service. */
export async function* benchShrink(trials: number, seed: number): AsyncGenerator<Table> {
  for (const sigma of noises) {
    const alarms = new Map<string, string>();
    for (const [name, search] of Object.entries(searches)) alarms.set(name, falseAlarms(await sayAll(search, good, sigma, trials, seed)));
    for (const service of broken) {
      const rows: (readonly string[])[] = [];
      for (const [name, search] of Object.entries(searches)) {
        const said = await sayAll(search, service, sigma, trials, seed);
        rows.push([name, alarms.get(name) ?? '', ...tell(said, service.smallest ?? 0)]);
      }
      yield { title: `${100 * sigma} % noise, fails from ${service.name} users on; ${trials} searches`, heads, rows };
    }
  }
}

async function sayAll(search: Search, service: Service, sigma: number, trials: number, seed: number): Promise<readonly Said[]> {
  const said: Said[] = [];
  // Neither the search nor the noise may know the other's seed.
  for (let trial = 0; trial < trials; trial += 1)
    said.push(await search(service, measureWith(sigma, 7_919 * (seed + trial)), seed + trial));
  return said;
}

function falseAlarms(said: readonly Said[]): string {
  return share(
    said.filter(({ smallest }) => smallest !== null),
    said,
  );
}

function tell(said: readonly Said[], truth: number): readonly string[] {
  const found = said.flatMap(({ smallest, interval }) => (smallest === null ? [] : [{ error: smallest - truth, interval }]));
  const errors = found.map(({ error }) => error).sort((a, b) => a - b);
  const withIntervals = found.flatMap(({ interval }) => (interval === null ? [] : [interval]));
  return [
    share(
      said.filter(({ smallest }) => smallest === null),
      said,
    ),
    [0.05, 0.5, 0.95].map((at) => signed(Math.round(quantile(errors, at)))).join('/'),
    share(
      errors.filter((error) => Math.abs(error) <= 1),
      said,
    ),
    withIntervals.length === 0
      ? '-'
      : share(
          withIntervals.filter(([low, high]) => low <= truth && truth <= high),
          withIntervals,
        ),
    counts(said.map(({ toSmallest }) => toSmallest)),
    counts(said.map(({ measurements }) => measurements)),
  ];
}

function share(some: readonly unknown[], all: readonly unknown[]): string {
  const percent = (100 * some.length) / all.length;
  return `${percent.toFixed(percent > 0 && percent < 10 ? 1 : 0)} %`;
}

function counts(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((at) => quantile(sorted, at).toFixed(0)).join('/');
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : `${value}`;
}
