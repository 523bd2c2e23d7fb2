import { mostPairs } from '../../src/verdict/paired/plan.ts';
import { mean } from '../../src/stats/mean.ts';
import { anytimeRule, githubActionBenchmark, bencher, plimsoll, tachometerRule, type Rule, type Said } from './gates.ts';
import { benchControls, benchFolds } from './layouts.ts';
import { signEvidence, tEvidence } from './anytime.ts';
import { traits, type Noise } from './noise.ts';
import type { Table } from './table.ts';

/** A machine as continuous integration has it. */
export const typical: Noise = { runs: 0.05, drift: 0.06, half: 0.03, bursts: 0.05, bias: 0.007, restarts: true };

/** As much of it again and again shares a machine with others. */
const bursting: Noise = { ...typical, bursts: 0.2 };

const machines: Readonly<Record<string, Noise>> = {
  typical,
  'calm (1 % between halves)': { ...typical, half: 0.01 },
  'bad (6 % between halves)': { ...typical, half: 0.06 },
  'typical, but processes are never restarted': { ...typical, restarts: false },
};

/** What gets slower, as far as it is measured here. */
const everything: readonly string[] = ['cpu-per-operation', 'p50', 'p95', 'throughput'];
const parts: Readonly<Record<string, readonly string[]>> = {
  'all but CPU time (the service waits longer)': ['p50', 'p95', 'throughput'],
  'p95 alone': ['p95'],
};

const peers: Readonly<Record<string, Rule>> = {
  plimsoll,
  'tachometer: t interval until clear': tachometerRule,
  'github-action-benchmark > 200 %': githubActionBenchmark(2),
  'github-action-benchmark > 120 %': githubActionBenchmark(1.2),
  'github-action-benchmark > 110 %': githubActionBenchmark(1.1),
  'Bencher: t .99 over 30 runs': bencher(30),
};

const anytime: Readonly<Record<string, Rule>> = {
  'planned looks (as it is)': plimsoll,
  'e-process of t, looked at after every pair': anytimeRule(tEvidence),
  'e-process of signs, looked at after every pair': anytimeRule(signEvidence),
};

const changesPercent = [0, 2, 3, 5, 10, 20] as const;

interface Case {
  readonly title: string;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly noise: Noise;
  readonly planned: number;
  readonly slower: readonly string[];
}

/** False regressions, wrong passes and power of the paired gate and its peers on the same simulated machines, table after table. */
export function* benchSimulation(trials: number, seed: number): Generator<Table> {
  for (const each of cases()) yield tableOf(each, trials, seed);
  yield benchControls(typical, trials, seed);
  yield benchFolds({ typical, bursts: bursting }, trials, seed);
}

function cases(): readonly Case[] {
  const only = { plimsoll };
  return [
    ...[mostPairs, 24, 12].map((planned) => ({ title: 'typical', rules: peers, noise: typical, planned, slower: everything })),
    ...Object.entries(machines)
      .slice(1)
      .map(([title, noise]) => ({ title, rules: peers, noise, planned: mostPairs, slower: everything })),
    ...Object.entries(parts).flatMap(([what, slower]) =>
      [mostPairs, 24, 12].map((planned) => ({ title: `typical, slower is ${what}`, rules: only, noise: typical, planned, slower })),
    ),
    { title: 'bursts, slower is p95 alone', rules: only, noise: bursting, planned: mostPairs, slower: ['p95'] },
    { title: 'typical, with tests that may be looked at always', rules: anytime, noise: typical, planned: mostPairs, slower: everything },
  ];
}

function tableOf({ title, rules, noise, planned, slower }: Case, trials: number, seed: number): Table {
  const rows = Object.entries(rules).map(([name, rule]) => {
    const cells = changesPercent.map((percent) => {
      const changes = traits.map(({ metric }) => (slower.includes(metric.name) ? Math.log1p(percent / 100) : 0));
      return tell(Array.from({ length: trials }, (_, trial) => rule({ seed: seed + trial, noise, planned, changes })));
    });
    return [name, ...cells];
  });
  return {
    title: `${title}; at most ${planned} pairs, ${trials} gates`,
    heads: ['% regression/pass/inconclusive (pairs)', ...changesPercent.map((percent) => `+${percent} %`)],
    rows,
  };
}

function tell(said: readonly Said[]): string {
  const share = (word: Said['word']): string => {
    const percent = (100 * said.filter((one) => one.word === word).length) / said.length;
    return percent.toFixed((percent > 0 && percent < 10) || (percent > 90 && percent < 100) ? 1 : 0);
  };
  return `${share('regression')}/${share('pass')}/${share('inconclusive')} (${mean(said.map(({ pairs }) => pairs)).toFixed(0)})`;
}
