import type { Checkup, PaceReading } from '../../model/checkup.ts';
import type { FitnessCheck } from '../../model/fitness.ts';
import { median } from '../../stats/median.ts';
import { printCount, printDuration, printPercent } from '../../units/print.ts';
import { sayCheck, worstOf } from './words.ts';

/** A healthy lag is a fifth of this; more than this is what also spoils a run (the generator's self-check). */
const limitedLagMs = 1;
/** Beyond this, no latency of an ordinary service could be told from the timer's own. */
const unfitLagMs = 10;
/** Share of the planned rate that left: the first as in the generator's self-check. */
const limitedShare = 0.99;
const unfitShare = 0.9;
/** A thread that only sleeps is then often late: the machine pauses its guests, and tails are as much its own. */
const limitedHiccupMs = 5;

/**
 * Whether requests leave when they are due. Judged by medians over the rounds: a single pause of the host is no property of the
 * machine, and p99 and maximum are told as uncertainty, because healthy machines show bad ones too.
 */
export function checkTimer({ rounds }: Checkup): FitnessCheck {
  const readings = rounds.flatMap(({ paces }) => paces);
  const rates = [...new Set(readings.map(({ plannedPerSecond }) => plannedPerSecond))];
  const paces = rates.map((rate) => summarise(readings.filter(({ plannedPerSecond }) => plannedPerSecond === rate)));
  const lagMs = Math.max(...paces.map(({ lagP50Ms }) => lagP50Ms));
  const share = Math.min(...paces.map((pace) => pace.share));
  const hiccupMs = medianOf(readings, ({ hiccupP99Ms }) => hiccupP99Ms);
  const kind = worstOf(
    !(lagMs <= unfitLagMs) || !(share >= unfitShare),
    lagMs > limitedLagMs || share < limitedShare || hiccupMs > limitedHiccupMs,
  );
  const said = paces.map(
    ({ rate, lagP50Ms, lagP99Ms, share: left }) =>
      `at ${printCount(rate)}/s ${printDuration(lagP50Ms)} late (median; p99 ${printDuration(lagP99Ms)}), ${printPercent(100 * left)} of the plan`,
  );
  const worstMs = Math.max(...readings.map(({ hiccupMaxMs }) => hiccupMaxMs ?? Number.NEGATIVE_INFINITY));
  const hiccups = Number.isFinite(hiccupMs)
    ? ` A thread that only sleeps wakes ${printDuration(hiccupMs)} late (p99), ${printDuration(worstMs)} at worst.`
    : '';
  return sayCheck(
    'timer',
    kind,
    `Requests leave ${said.join('; ')}.${hiccups}`,
    kind === 'unfit'
      ? 'Stop what else runs here, or take another machine: every latency would hold this delay.'
      : 'Stop what else runs here; until then judge by medians and CPU time, not by p99.',
  );
}

interface PaceSummary {
  readonly rate: number;
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
  readonly share: number;
}

function summarise(readings: readonly PaceReading[]): PaceSummary {
  const rate = readings[0]?.plannedPerSecond ?? 0;
  return {
    rate,
    lagP50Ms: medianOf(readings, ({ lagP50Ms }) => lagP50Ms),
    lagP99Ms: medianOf(readings, ({ lagP99Ms }) => lagP99Ms),
    share: median(readings.map(({ achievedPerSecond }) => achievedPerSecond / rate)),
  };
}

/** NaN where no reading knows. */
function medianOf(readings: readonly PaceReading[], pick: (reading: PaceReading) => number | null): number {
  return median(readings.map(pick).filter((value) => value !== null));
}
