import type { Pair } from '../../src/model/paired.ts';
import { openChance } from '../../src/stats/chance.ts';
import { mean } from '../../src/stats/mean.ts';
import { median } from '../../src/stats/median.ts';
import { comparePaired } from '../../src/verdict/paired/compare.ts';
import { mostPairs } from '../../src/verdict/paired/plan.ts';
import { signEvidence, tEvidence } from './anytime.ts';
import { anytimeRule, bencher, githubActionBenchmark, paired, plimsoll, tachometerRule, type Rule, type Said } from './gates.ts';
import { benchControls, benchFolds } from './layouts.ts';
import { openMachine, pairOf, traits, unchanged, waiting, working, worsen, type Noise } from './noise.ts';
import type { Table } from './table.ts';

/** A machine as continuous integration has it. */
export const typical: Noise = { runs: 0.05, drift: 0.06, half: 0.03, bursts: 0.05, bias: 0.007, restarts: true };

/** Twice as noisy from half to half. */
const bad: Noise = { ...typical, half: 0.06 };

/** As much of it again and again shares a machine with others. */
const bursting: Noise = { ...typical, bursts: 0.2 };

const machines: Readonly<Record<string, Noise>> = {
  typical,
  'calm (1 % between halves)': { ...typical, half: 0.01 },
  'bad (6 % between halves)': bad,
  'typical, but processes are never restarted': { ...typical, restarts: false },
};

const rivals: Readonly<Record<string, Rule>> = {
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
/** What a change to few of the requests touches. */
const tail: readonly string[] = ['p95', 'p99'];
const cellsSay = '% regression/pass/inconclusive (pairs)';
/** What a budget has time for, from the short one to the longest. */
const budgets = [12, 24, mostPairs] as const;

/** What a row of gates is like. */
interface Case {
  readonly name: string;
  readonly rule: Rule;
  readonly noise: Noise;
  readonly planned: number;
  readonly slower: readonly string[];
}

/**
 * How often a whole gate, with all of its metrics, says what. A change is planted as more work for each request: `working` all get so much
 * worse, a rate by the same ratio, memory and start stay. Then as a longer wait, which leaves CPU time alone, and in the tail only.
 */
export function* benchSimulation(trials: number, seed: number): Generator<Table> {
  yield tellSpreads({ typical, bad, bursts: bursting }, trials, seed);
  const on = (name: string, noise: Noise, slower: readonly string[]): readonly Case[] =>
    budgets.map((planned) => ({ name: `${name}; time for ${planned} pairs`, rule: plimsoll, noise, planned, slower }));
  const onAll = (slower: readonly string[]): readonly Case[] =>
    Object.entries({ typical, bad, bursts: bursting }).flatMap(([name, noise]) => on(name, noise, slower));
  yield tableOf(`each request has more work: ${working.join(', ')} are worse`, onAll(working), trials, seed);
  const planted = changesPercent.filter((percent) => percent > 0);
  yield tableOf(`each request waits longer: ${waiting.join(', ')} are worse`, on('typical', typical, waiting), trials, seed, planted);
  yield tableOf(`few requests wait longer: ${tail.join(', ')} are worse`, on('typical', typical, tail), trials, seed, planted);
}

/** The gate beside other rules on machines of the same noise, where each request has more work. */
export function* benchRivals(trials: number, seed: number): Generator<Table> {
  const among = (rules: Readonly<Record<string, Rule>>, noise: Noise, planned: number): readonly Case[] =>
    Object.entries(rules).map(([name, rule]) => ({ name, rule, noise, planned, slower: working }));
  for (const [machine, noise] of Object.entries(machines)) {
    for (const planned of machine === 'typical' ? budgets.toReversed() : [mostPairs]) {
      yield tableOf(`${machine}; time for ${planned} pairs`, among(rivals, noise, planned), trials, seed);
    }
  }
  yield tableOf(
    `typical, with tests that may be looked at always; time for ${mostPairs} pairs`,
    among(anytime, typical, mostPairs),
    trials,
    seed,
  );
}

/** Where controls stand, and what a pair's number is made of. */
export function* benchLayouts(trials: number, seed: number): Generator<Table> {
  yield benchControls(typical, trials, seed);
  yield benchFolds({ typical, bursts: bursting }, trials, seed);
}

function tableOf(title: string, cases: readonly Case[], trials: number, seed: number, percents: readonly number[] = changesPercent): Table {
  const rows = cases.map(({ name, rule, noise, planned, slower }) => [
    name,
    ...percents.map((percent) => {
      const changes = worsen(slower, percent);
      return tell(Array.from({ length: trials }, (_, trial) => rule({ seed: seed + trial, noise, planned, changes })));
    }),
  ]);
  return { title: `${title}; ${trials} gates`, heads: [cellsSay, ...percents.map((percent) => `+${percent} %`)], rows };
}

function tell(said: readonly Said[]): string {
  const share = (word: Said['word']): string => {
    const percent = (100 * said.filter((one) => one.word === word).length) / said.length;
    return percent.toFixed((percent > 0 && percent < 10) || (percent > 90 && percent < 100) ? 1 : 0);
  };
  return `${share('regression')}/${share('pass')}/${share('inconclusive')} (${mean(said.map(({ pairs }) => pairs)).toFixed(0)})`;
}

/** By how much pairs of one code differ on each machine, as a report says it: to be held against real services. */
function tellSpreads(noises: Readonly<Record<string, Noise>>, trials: number, seed: number): Table {
  const names = traits.map(({ metric }) => metric.name);
  const pairs = 24;
  const rows = Object.entries(noises).map(([machine, noise]) => {
    const seen = Array.from({ length: trials }, (_, trial) => {
      const { pair } = openMachine(openChance(seed + trial, 0), noise);
      return comparePaired(
        paired(
          Array.from({ length: pairs }, (): Pair => pairOf('test', pair(unchanged))),
          pairs,
        ),
      ).noise;
    }).flat();
    const middle = (name: string): number =>
      median(seen.flatMap(({ metric, spreadPercent }) => (metric === name ? [spreadPercent ?? Number.NaN] : [])));
    return [machine, ...names.map((name) => middle(name).toFixed(1))];
  });
  return { title: `% between pairs, the middle of ${trials} gates of ${pairs} pairs`, heads: ['machine', ...names], rows };
}
