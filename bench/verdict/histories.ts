import { openTrials, type HistoryRule, type Series } from './history-trials.ts';
import { bencher, githubActionBenchmark, plimsollAsks, plimsollFails, union } from './history-rules.ts';
import type { Table } from './table.ts';

const rules: Readonly<Record<string, HistoryRule>> = {
  'plimsoll: regression': plimsollFails,
  'plimsoll: regression or suspect': plimsollAsks,
  'github-action-benchmark > 200 %': githubActionBenchmark(2),
  'github-action-benchmark > 150 %': githubActionBenchmark(1.5),
  'github-action-benchmark > 120 %': githubActionBenchmark(1.2),
  'Bencher: t .99 over 64 runs': bencher,
  'two above 30, three above 20, or a record of 8 sigma': union,
};

const stepsPercent = [0, 2, 5, 10, 20, 50] as const;
const heads = ['rule', 'raw', 'shuffled', ...stepsPercent.map((step) => `+${step} %`)];

/** Alarms and power on recorded histories, for all projects together and for Plimsoll in each of them. */
export function* benchHistories(series: readonly Series[], seed: number): Generator<Table> {
  const score = openTrials(series, seed);
  const rows = Object.entries(rules).map(([name, rule]) => tell(name, score(rule, stepsPercent)));
  yield { title: titleOf(series), heads, rows };
  const projects = [...new Set(series.map(({ project }) => project))];
  const alone = projects.map((name) => {
    const own = series.filter(({ project }) => project === name);
    return tell(name, openTrials(own, seed)(plimsollFails, stepsPercent));
  });
  yield { title: 'plimsoll: regression, in each project', heads, rows: alone };
}

function titleOf(series: readonly Series[]): string {
  const projects = new Set(series.map(({ project }) => project)).size;
  const what = 'alarms in 100 runs as they were and shuffled; % of steps found by the 1st/3rd/5th run';
  return `${series.length} histories of ${projects} projects: ${what}`;
}

function tell(name: string, { raw, shuffled, found }: ReturnType<ReturnType<typeof openTrials>>): readonly string[] {
  return [name, raw.toFixed(2), shuffled.toFixed(2), ...found.map((shares) => shares.map((share) => share.toFixed(0)).join('/'))];
}
