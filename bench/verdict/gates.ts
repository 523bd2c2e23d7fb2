import type { Pair, Paired } from '../../src/model/paired.ts';
import { openChance } from '../../src/stats/chance.ts';
import { mean } from '../../src/stats/mean.ts';
import { median } from '../../src/stats/median.ts';
import { comparePaired } from '../../src/verdict/paired/compare.ts';
import { nextPairs } from '../../src/verdict/paired/next-pairs.ts';
import { anytime, type Evidence } from './anytime.ts';
import { effectsOf, openMachine, pairOf, traits, unchanged, type Machine, type Noise } from './noise.ts';
import { ratioAbove, tachometer, tTest } from './peers.ts';

/** What a gate said, and how many pairs it took, or the time of so many. */
export interface Said {
  readonly word: 'regression' | 'pass' | 'inconclusive';
  readonly pairs: number;
}

/** One gate on a machine of its own. */
export interface Gate {
  /** Of the machine: gates of one seed meet machines that begin alike. */
  readonly seed: number;
  readonly noise: Noise;
  readonly planned: number;
  readonly changes: readonly number[];
}

export type Rule = (gate: Gate) => Said;

/** The gate as the product decides it, from the first pair to the verdict. */
export const plimsoll: Rule = ({ seed, noise, planned, changes }) =>
  gateOn(openMachine(openChance(seed, 0), noise), changes, { planned, time: planned, kindAt: (_, asked) => asked });

/** What there is time for, and which pairs are controls. */
export interface Layout {
  readonly planned: number;
  /** Pairs of both kinds that there is time for; controls may overrun it, tests may not. */
  readonly time: number;
  /** What is measured where the gate asks for a kind; null ends it. */
  readonly kindAt: (round: number, asked: Pair['kind']) => Pair['kind'] | null;
}

/** The same with another layout, or on another machine. It stops as `measurePairs` does where no pair fails and all take equally long. */
export function gateOn(machine: Machine, changes: readonly number[], { planned, time, kindAt }: Layout): Said {
  const pairs: Pair[] = [];
  for (;;) {
    const isLate = pairs.length >= time;
    const next = nextPairs({ pairs, planned, joined: false }, undefined, isLate);
    if (next.kind === 'enough') break;
    const kind = kindAt(pairs.length, next.pair);
    if (kind === null || (kind === 'test' && isLate)) break;
    pairs.push(pairOf(kind, machine.pair(kind === 'test' ? changes : unchanged)));
  }
  const { word, tests, controls } = comparePaired(paired(pairs, planned));
  return { word: word.kind, pairs: tests + controls };
}

/** Pairs as a run hands them over where nothing went wrong. */
export function paired(pairs: readonly Pair[], planned: number): Paired {
  return {
    commit: '',
    name: '',
    pairs,
    planned,
    failures: [],
    headFailures: 0,
    joined: false,
    leftOut: [],
    notes: [],
    pairMs: 0,
  };
}

/** Tachometer, which takes a half of a block for a sample. */
export const tachometerRule: Rule = ({ seed, noise, planned, changes }) => {
  const machine = openMachine(openChance(seed, 0), noise);
  return tachometer(Array.from({ length: planned }, () => machine.pair(changes)));
};

/** github-action-benchmark on one run before and one now. */
export function githubActionBenchmark(threshold: number): Rule {
  return (gate) => ({ word: ratioAbove(threshold, runBefore(gate, 0), runNow(gate)), pairs: gate.planned });
}

/** Bencher on so many runs before and one now. */
export function bencher(runs: number): Rule {
  return (gate) => {
    const history = Array.from({ length: runs }, (_, run) => runBefore(gate, run));
    return { word: tTest(history, runNow(gate)), pairs: gate.planned };
  };
}

/** What never differs is no evidence of anything. */
const varying = traits.map((trait, index) => ({ trait, index })).filter(({ trait }) => trait.usual > 0);

/** Evidence that may be looked at after every pair, by the product's own floors and margins. */
export function anytimeRule(evidence: Evidence): Rule {
  const share = (usual: number, wide: number): readonly number[] =>
    varying.map(({ trait }) => Math.log1p(trait.metric.name === 'startup' || trait.metric.name === 'p99' ? wide : usual));
  return ({ seed, noise, planned, changes }) => {
    const machine = openMachine(openChance(seed, 0), noise);
    const pairs = Array.from({ length: planned }, () => machine.pair(changes).map((sides) => median(effectsOf(sides))));
    return anytime(
      evidence,
      varying.map(({ index }) => pairs.map((effects) => effects[index] ?? Number.NaN)),
      share(0.02, 0.04),
      share(0.05, 0.1),
    );
  };
}

/** One run by itself, on the machine it gets that day: the mean of each metric, as cost. It takes as long as a side has in all pairs. */
function runAlone({ noise, planned }: Gate, seed: number, stream: number, changes: readonly number[]): readonly number[] {
  return openMachine(openChance(seed, stream), noise)
    .alone(changes, planned)
    .map((costs) => mean(costs.map(Math.exp)));
}

function runNow(gate: Gate): readonly number[] {
  return runAlone(gate, gate.seed, 1, gate.changes);
}

function runBefore(gate: Gate, run: number): readonly number[] {
  return runAlone(gate, gate.seed, 2 + run, unchanged);
}
