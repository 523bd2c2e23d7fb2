import type { Scenario } from '../model/scenario.ts';
import { printBytes, writeDuration } from '../units/print.ts';
import { sayLoad } from '../units/say-load.ts';
import { warmupMs } from './arbitrary.ts';
import type { Failure } from './bisect.ts';
import type { Least } from './least.ts';
import { amountOf } from './levels.ts';
import { scaleArrivals, threeDigits } from './scale-arrivals.ts';

/** What trying another scenario came to. */
export type Answer = { readonly kind: 'holds' | 'unknown' | 'untried' } | ({ readonly kind: 'breaks' | 'fatal' } & Failure);

/** A failing scenario without what does not matter. */
export interface Simplified {
  readonly scenario: Scenario;
  /** What was tried on the way, a line each. */
  readonly steps: readonly string[];
  /** How the service died or got stuck on the way; null when it did not. */
  readonly fatal: Failure | null;
}

/** A scenario with one thing simpler, and what that is; null where it cannot be simpler there. */
interface Simpler {
  readonly what: string;
  readonly scenario: Scenario;
}

/** Single operations tried in place of the whole mix. */
const mostSuspects = 2;
/** Shorter loads have too few answers for a replay to be sure of. */
const shortestMs = 500;

/** How it went, as it is told. */
export const said: Readonly<Record<Answer['kind'], string>> = {
  breaks: 'broke',
  holds: 'held',
  unknown: 'could not be told',
  untried: '',
  fatal: 'worse',
};

/**
 * One axis at a time, the amount of load fixed: nobody who leaves early, the least think time, one of the suspects alone, arrivals that are even, keys asked for
 * alike, one key, the least payload, and half of the time, again and again.
 */
export async function simplify(
  failing: Scenario,
  suspects: readonly string[],
  least: Least,
  decide: (candidate: Scenario) => Promise<Answer>,
): Promise<Simplified> {
  let now: Simplified = { scenario: failing, steps: [], fatal: null };
  const adopt = async (simpler: Simpler | null): Promise<boolean> => {
    if (simpler === null || now.fatal !== null) return false;
    const answer = await decide(simpler.scenario);
    if (answer.kind === 'untried') return false;
    const steps = [...now.steps, `${simpler.what}: ${said[answer.kind]}`];
    const fatal = answer.kind === 'fatal' ? { scenario: answer.scenario, judgement: answer.judgement } : null;
    now = { scenario: answer.kind === 'breaks' ? simpler.scenario : now.scenario, steps, fatal };
    return answer.kind === 'breaks';
  };
  await adopt(undisturbed(now.scenario));
  await adopt(think(now.scenario, least.thinkMs));
  if (Object.keys(failing.mix).length > 1) {
    for (const name of suspects.filter((suspect) => Object.hasOwn(failing.mix, suspect)).slice(0, mostSuspects)) {
      if (await adopt(alone(now.scenario, name))) break;
    }
  }
  await adopt(evenly(now.scenario));
  await adopt(alike(now.scenario));
  await adopt(oneKey(now.scenario));
  await adopt(lighter(now.scenario, least.payloadBytes));
  while (await adopt(shorter(now.scenario)));
  return now;
}

function undisturbed(failing: Scenario): Simpler | null {
  if (failing.model === 'open' || failing.abandon === undefined) return null;
  const { abandon: _, ...scenario } = failing;
  return { what: 'nobody leaves early', scenario };
}

function think(scenario: Scenario, thinkMs: number): Simpler | null {
  if (scenario.model === 'open' || scenario.thinkMs <= thinkMs) return null;
  return { what: `think time ${writeDuration(thinkMs)}`, scenario: { ...scenario, thinkMs } };
}

/** In an open load it arrives as often as before. */
function alone(scenario: Scenario, name: string): Simpler {
  const mix = Object.fromEntries([[name, 1]]);
  const what = `${name} alone`;
  if (scenario.model === 'closed') return { what, scenario: { ...scenario, mix } };
  const all = Object.values(scenario.mix).reduce((sum, weight) => sum + weight, 0);
  return { what, scenario: { ...scenario, mix, arrivals: scaleArrivals(scenario.arrivals, (scenario.mix[name] ?? 0) / all) } };
}

function evenly(scenario: Scenario): Simpler | null {
  const ratePerSecond = threeDigits(amountOf(scenario));
  if (scenario.model === 'closed' || scenario.arrivals.pattern === 'constant' || ratePerSecond === 0) return null;
  const even: Scenario = { ...scenario, arrivals: { pattern: 'constant', ratePerSecond } };
  return { what: `${sayLoad(even)} all the time`, scenario: even };
}

function alike({ skew, ...scenario }: Scenario): Simpler | null {
  return skew === undefined ? null : { what: 'all keys alike', scenario };
}

function oneKey(failing: Scenario): Simpler | null {
  const { scenario } = alike(failing) ?? { scenario: failing };
  return failing.keys === 1 ? null : { what: '1 key', scenario: { ...scenario, keys: 1 } };
}

function lighter(scenario: Scenario, payloadBytes: number): Simpler | null {
  if (scenario.payloadBytes === undefined || scenario.payloadBytes <= payloadBytes) return null;
  return { what: `${printBytes(payloadBytes)} payload`, scenario: { ...scenario, payloadBytes } };
}

function shorter(scenario: Scenario): Simpler | null {
  const durationMs = Math.floor(scenario.durationMs / 2);
  if (durationMs < shortestMs) return null;
  const shortened = { durationMs, warmupMs: Math.min(scenario.warmupMs, warmupMs(durationMs)) };
  return { what: `${writeDuration(durationMs)} long`, scenario: { ...scenario, ...shortened } };
}
