import type { Finding } from '../model/finding.ts';
import type { Observation, Window } from '../model/observation.ts';
import type { Spoiled } from '../model/self-check.ts';
import { findSteadyState, neededValues } from '../stats/steady-state.ts';
import { printDuration } from '../units/print.ts';
import type { Drift } from './drift.ts';
import { driftLimit, exceedsLimit } from './drift-limit.ts';
import { sayDrift, tellDrift } from './say-drift.ts';
import { sayCalm, saySwing, tellMedians } from './say-steadiness.ts';
import { leastShare, matters, swingOf, swingPercent } from './swing.ts';
import { wholeWindows } from './whole-windows.ts';

/** Neighbours on a shared machine come in bursts of up to two seconds: a level that did not outlast them may be theirs. */
const burstMs = 2_500;

const tooShort = 'but that is too short a time to tell it from a burst of the machine. A longer budget tells.';

/**
 * Whether the service was in a steady state while it carried a load that is the same all the time: whether the medians of the windows
 * stayed on one level, and where they did, whether the slowest answers and the CPU time of an operation drifted away from where they
 * began. A lasting change breaks it, a burst does not. `spoiled` is trouble of our own: it can only have added to a latency, so a change
 * that it explains is not held against the service, and without a known bound it explains any.
 */
export function findSteadiness(observation: Observation, spoiled: Spoiled | null, drifts: readonly Drift[] = []): Finding {
  const { durationMs, ended } = observation;
  const windows = wholeWindows(observation.windows);
  const state = findSteadyState(windows.map(logMedian), Math.log1p(leastShare));
  const swing = swingOf(state, windows);
  const evidence = [...tellMedians(observation, windows, swing), ...drifts.map(tellDrift)];
  const nothing = { id: 'steadiness', measured: null, limit: null, unit: '%', evidence };
  const facts = swing === null ? nothing : { ...nothing, measured: swingPercent(swing), limit: 100 * leastShare };
  const open = (why: string): Finding => ({ ...facts, kind: 'inconclusive', sentence: why });
  const unknown = 'Whether the service was steady cannot be told';

  if (ended === 'stopped') return open(`${unknown}: the load was stopped before its end`);
  if (state.kind === 'unknown') return open(`${unknown}: ${state.values} windows had answers, and ${neededValues} are needed`);
  if (spoiled !== null && spoiled.mostShare === undefined) return open(`${unknown}. ${spoiled.sentence}`);
  if (swing === null) {
    return doubtDrifts({ ...nothing, kind: 'held', sentence: sayCalm(observation.warmup, windows) }, spoiled, drifts);
  }
  const said = saySwing(swing, durationMs);
  if (!matters(swing, 0)) {
    const only = printDuration(Math.abs(swing.toMs - swing.fromMs));
    return doubtDrifts({ ...nothing, kind: 'held', sentence: `The ${said}, which is only ${only}` }, spoiled, drifts);
  }
  if (swing.lastedMs < burstMs) return open(`The ${said}, ${tooShort}`);
  if (spoiled !== null && !matters(swing, spoiled.mostShare ?? 1)) {
    return open(`The ${said}, but not surely by the service. ${spoiled.sentence}`);
  }
  return { ...facts, kind: 'broken', sentence: `No steady state: the ${said}` };
}

/** What is left of a calm when something drifted under it. */
function doubtDrifts(calm: Finding, spoiled: Spoiled | null, drifts: readonly Drift[]): Finding {
  const drift = drifts.find((one) => exceedsLimit(one, 0));
  if (drift === undefined) return calm;
  const { percent, interval, durationMs } = drift;
  const facts = { ...calm, measured: percent, interval, limit: driftLimit(drift) };
  const said = sayDrift(drift);
  if (durationMs < 2 * burstMs) return { ...facts, kind: 'inconclusive', sentence: `${said}, ${tooShort}` };
  if (spoiled !== null && !exceedsLimit(drift, spoiled.mostShare ?? 1)) {
    return { ...facts, kind: 'inconclusive', sentence: `${said}, but not surely by the service. ${spoiled.sentence}` };
  }
  return { ...facts, kind: 'broken', sentence: `No steady state: ${said}` };
}

function logMedian({ p50Ms }: Window): number | null {
  return p50Ms === null || p50Ms <= 0 ? null : Math.log(p50Ms);
}
