import type { Checkup, WatchReading } from '../../model/checkup.ts';
import type { Change, WatchEffect, Watching } from '../../model/fitness.ts';
import { printPercent } from '../../units/print.ts';
import { changeOf, type Pair } from './change.ts';
import { sayCheck, worstOf } from './words.ts';

/** How often a run looks at its service; where there is no /proc, less often. */
const usualHertz = 10;
/** What a change of the rate must be worse than, with its whole interval, before anything measured under watch is in doubt. */
const limitedPercent = -2;

/** Where only more than this could be seen, nothing could. */
const mostVisiblePercent = 100;

/**
 * Whether watching changes what is watched. Each beat is compared, cycle by cycle, with the same load left alone. Judged by the rate of
 * requests at the beat that runs use, and by nothing else: of many intervals, some miss nothing by chance.
 */
export function checkWatching({ rounds }: Checkup): Watching {
  const cycles = rounds.flatMap(({ watched }) => watched);
  const beats = [...new Set(cycles.flat().map(({ hertz }) => hertz))].filter((hertz) => hertz > 0).sort((a, b) => a - b);
  const effects = beats.map((hertz) => effectOf(hertz, cycles));
  const usual = effects.find(({ hertz }) => hertz === usualHertz) ?? effects.at(-1);
  const change = usual?.rate ?? null;
  if (usual === undefined || change === null) {
    return { id: 'watching', kind: 'ok', sentence: 'What watching does to a service could not be told here.', effects };
  }
  const others = effects.filter(({ hertz }) => hertz !== usual.hertz);
  const check = sayCheck(
    'watching',
    worstOf(false, change.intervalPercent[1] < limitedPercent),
    [sayRate(usual.hertz, change), sayBeside(usual), sayOthers(others)].filter((text) => text !== '').join(' '),
    'Compare only runs that were watched alike, or take a machine with more cores: the service is faster than it looks here.',
  );
  return { ...check, effects };
}

function effectOf(hertz: number, cycles: readonly (readonly WatchReading[])[]): WatchEffect {
  const compare = (pick: (reading: WatchReading) => number | null): Change | null =>
    changeOf(cycles.flatMap((cycle) => pairOf(cycle, hertz, pick)));
  return {
    hertz,
    rate: compare(({ ratePerSecond }) => ratePerSecond),
    p50: compare(({ p50Ms }) => p50Ms),
    cpuPerRequest: compare(({ cpuMsPerRequest }) => cpuMsPerRequest),
  };
}

function pairOf(cycle: readonly WatchReading[], hertz: number, pick: (reading: WatchReading) => number | null): readonly Pair[] {
  const [alone, watched] = [0, hertz].map((beat) => cycle.find((reading) => reading.hertz === beat));
  const [without, withIt] = [alone, watched].map((reading) => (reading === undefined ? null : pick(reading)));
  return typeof without === 'number' && typeof withIt === 'number' ? [[without, withIt]] : [];
}

function sayRate(hertz: number, change: Change): string {
  const [low, high] = change.intervalPercent;
  const changed = `Watching ${sayBeat(hertz)} changes the rate by ${sayChange(change)}`;
  if (high < 0 || low > 0) return `${changed}: more than chance.`;
  if (change.visiblePercent > mostVisiblePercent) return `${changed}: through this noise nothing could be seen.`;
  return `${changed}: no effect seen; one of ${printPercent(change.visiblePercent)} would have been.`;
}

function sayBeside({ p50, cpuPerRequest }: WatchEffect): string {
  const known = [
    p50 === null ? '' : `median response ${sayChange(p50)}`,
    cpuPerRequest === null ? '' : `CPU time per request ${sayChange(cpuPerRequest)}`,
  ].filter((text) => text !== '');
  return known.length === 0 ? '' : `Its ${known.join(', ')}.`;
}

/** The rate at the other beats. */
function sayOthers(effects: readonly WatchEffect[]): string {
  const known = effects.flatMap(({ hertz, rate }) => (rate === null ? [] : [`${sayBeat(hertz)} ${sayChange(rate)}`]));
  return known.length === 0 ? '' : `The rate when watched ${known.join(', ')}.`;
}

function sayBeat(hertz: number): string {
  return hertz === 1 ? 'once a second' : `${hertz} times a second`;
}

/** A change with its interval: `−0.3 % [−1.8, +1.2]`. */
function sayChange({ percent, intervalPercent: [low, high] }: Change): string {
  return `${sign(percent)} % [${sign(low)}, ${sign(high)}]`;
}

/** A percentage with its sign, without its unit. */
function sign(percent: number): string {
  const size = printPercent(Math.abs(percent)).replace(' %', '');
  return size === '0' || size === '–' ? size : `${percent < 0 ? '−' : '+'}${size}`;
}
