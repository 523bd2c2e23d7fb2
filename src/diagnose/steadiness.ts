import type { Finding } from '../model/finding.ts';
import type { Observation, Window } from '../model/observation.ts';
import type { Spoiled } from '../model/self-check.ts';
import { findSteadyState, neededValues } from '../stats/steady-state.ts';
import { printDuration } from '../units/print.ts';
import { sayCalm, saySwing, tellMedians } from './say-steadiness.ts';
import { leastShare, matters, swingOf, swingPercent } from './swing.ts';

/** Neighbours on a shared machine come in bursts of up to two seconds: a level that did not outlast them may be theirs. */
const burstMs = 2_500;

/**
 * Whether the service was in a steady state while it carried a load that is the same all the time: whether the medians of the windows
 * stayed on one level. A lasting change breaks it, a burst does not. `spoiled` is trouble of our own: it can only have added to a
 * latency, so a change that it explains is not held against the service, and without a known bound it explains any.
 */
export function findSteadiness(observation: Observation, spoiled: Spoiled | null): Finding {
  const { durationMs, ended } = observation;
  const windows = wholeWindows(observation.windows);
  const state = findSteadyState(windows.map(logMedian), Math.log1p(leastShare));
  const swing = swingOf(state, windows);
  const evidence = tellMedians(observation, windows, swing);
  const nothing = { id: 'steadiness', measured: null, limit: null, unit: '%', evidence };
  const facts = swing === null ? nothing : { ...nothing, measured: swingPercent(swing), limit: 100 * leastShare };
  const open = (why: string): Finding => ({ ...facts, kind: 'inconclusive', sentence: why });
  const unknown = 'Whether the service was steady cannot be told';

  if (ended === 'stopped') return open(`${unknown}: the load was stopped before its end`);
  if (state.kind === 'unknown') return open(`${unknown}: ${state.values} windows had answers, and ${neededValues} are needed`);
  if (spoiled !== null && spoiled.mostShare === undefined) return open(`${unknown}. ${spoiled.sentence}`);
  if (swing === null) return { ...nothing, kind: 'held', sentence: sayCalm(observation.warmup, windows) };
  const said = saySwing(swing, durationMs);
  if (!matters(swing, 0)) {
    return { ...nothing, kind: 'held', sentence: `The ${said}, which is only ${printDuration(Math.abs(swing.toMs - swing.fromMs))}` };
  }
  if (swing.lastedMs < burstMs) {
    return open(`The ${said}, but that is too short a time to tell it from a burst of the machine. A longer budget tells.`);
  }
  if (spoiled !== null && !matters(swing, spoiled.mostShare ?? 1)) {
    return open(`The ${said}, but not surely by the service. ${spoiled.sentence}`);
  }
  return { ...facts, kind: 'broken', sentence: `No steady state: the ${said}` };
}

/** The last window may be a remainder, and its median one of a few answers. */
function wholeWindows(windows: readonly Window[]): readonly Window[] {
  const widthMs = windows[0]?.durationMs ?? 0;
  return windows.filter(({ durationMs }) => durationMs >= widthMs / 2);
}

function logMedian({ p50Ms }: Window): number | null {
  return p50Ms === null || p50Ms <= 0 ? null : Math.log(p50Ms);
}
