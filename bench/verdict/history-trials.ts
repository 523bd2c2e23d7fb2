import { openChance, type Chance } from '../../src/stats/chance.ts';
import { mean } from '../../src/stats/mean.ts';

/** One benchmark's history as a project published it: one value a run, oldest first, larger is worse. */
export interface Series {
  readonly project: string;
  readonly values: readonly number[];
}

/** Whether a history alarms about its last run; given all runs up to it. */
export type HistoryRule = (runs: readonly number[]) => boolean;

/** What a rule did, each averaged within a series, then within a project, then over projects. */
export interface Score {
  /** Alarms in 100 runs of the series as they are; true regressions are among them. */
  readonly raw: number;
  /** The same where a window of runs was shuffled, so that nothing changes at any time. */
  readonly shuffled: number;
  /** For each step the share of 100 that was found by the first, third and fifth run. */
  readonly found: readonly (readonly [first: number, third: number, fifth: number])[];
}

/** Runs of a series that no rule is asked about: they only teach. */
const taught = 30;
const shuffledRuns = 110;
const follow = 5;
/** So many windows and steps a project, in each series one at the least. */
const windowsPerProject = 200;
const stepsPerProject = 480;

/** Trials of one seed: every rule is asked about the same runs. */
export function openTrials(series: readonly Series[], seed: number): (rule: HistoryRule, stepsPercent: readonly number[]) => Score {
  const chance = openChance(seed, 0);
  const trials = series.map(({ project, values }) => {
    const siblings = series.filter((other) => other.project === project).length;
    return {
      project,
      values,
      windows: repeat(windowsPerProject / siblings, () => shuffle(cut(values, chance), chance)),
      steps: repeat(stepsPerProject / siblings, () => taught + chance.below(values.length - follow - taught + 1)),
    };
  });
  return (rule, stepsPercent) => {
    const overProjects = (score: (trial: (typeof trials)[number]) => number): number => {
      const projects = [...new Set(trials.map(({ project }) => project))];
      return mean(projects.map((name) => mean(trials.filter(({ project }) => project === name).map(score))));
    };
    const found = stepsPercent.map((percent) => {
      const firstAlarms = trials.map(({ values, steps }) => steps.map((at) => findAlarm(rule, values, at, 1 + percent / 100)));
      const share = (within: number): number =>
        overProjects((trial) => 100 * mean((firstAlarms[trials.indexOf(trial)] ?? []).map((first) => (first < within ? 1 : 0))));
      return [share(1), share(3), share(5)] as const;
    });
    return {
      raw: overProjects(({ values }) => 100 * alarmRate(rule, values)),
      shuffled: overProjects(({ windows }) => 100 * mean(windows.map((window) => alarmRate(rule, window)))),
      found,
    };
  };
}

function alarmRate(rule: HistoryRule, values: readonly number[]): number {
  return mean(values.slice(taught).map((_, index) => (rule(values.slice(0, taught + index + 1)) ? 1 : 0)));
}

/** How many runs after the step the first alarm comes; infinite for none in time. */
function findAlarm(rule: HistoryRule, values: readonly number[], at: number, factor: number): number {
  const stepped = values.slice(0, at + follow).map((value, index) => (index < at ? value : value * factor));
  const first = Array.from({ length: follow }, (_, later) => later).find((later) => rule(stepped.slice(0, at + later + 1)));
  return first ?? Number.POSITIVE_INFINITY;
}

function cut(values: readonly number[], chance: Chance): readonly number[] {
  const length = Math.min(shuffledRuns, values.length);
  const start = chance.below(values.length - length + 1);
  return values.slice(start, start + length);
}

function shuffle(values: readonly number[], chance: Chance): readonly number[] {
  const keyed = values.map((value) => ({ value, key: chance.unit() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}

function repeat<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: Math.max(1, Math.round(count)) }, make);
}
