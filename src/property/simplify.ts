import type { ClosedScenario } from '../model/scenario.ts';
import { writeDuration } from '../units/print.ts';
import { warmupMs } from './arbitrary.ts';
import type { Failure } from './bisect.ts';

/** What trying a simpler scenario came to. */
export type Answer = { readonly kind: 'breaks' | 'holds' | 'unknown' | 'untried' } | ({ readonly kind: 'fatal' } & Failure);

/** A failing scenario without what does not matter. */
export interface Simplified {
  readonly scenario: ClosedScenario;
  /** What was tried on the way, a line each. */
  readonly steps: readonly string[];
  /** How the service died or got stuck on the way; null when it did not. */
  readonly fatal: Failure | null;
}

/** Single operations tried in place of the whole mix. */
const mostSuspects = 2;
/** Shorter loads have too few answers for a replay to be sure of. */
const shortestMs = 500;

const said: Readonly<Record<Answer['kind'], string>> = {
  breaks: 'broke',
  holds: 'held',
  unknown: 'could not be told',
  untried: '',
  fatal: 'worse',
};

/** One axis at a time, users fixed: the least think time, one of the suspects alone, one key, and half of the time, again and again. */
export async function simplify(
  failing: ClosedScenario,
  suspects: readonly string[],
  leastThinkMs: number,
  decide: (candidate: ClosedScenario) => Promise<Answer>,
): Promise<Simplified> {
  let now: Simplified = { scenario: failing, steps: [], fatal: null };
  const adopt = async (change: Partial<ClosedScenario>, what: string): Promise<boolean> => {
    const scenario = { ...now.scenario, ...change };
    const answer = await decide(scenario);
    if (answer.kind === 'untried') return false;
    const steps = [...now.steps, `${what}: ${said[answer.kind]}`];
    now = { scenario: answer.kind === 'breaks' ? scenario : now.scenario, steps, fatal: answer.kind === 'fatal' ? answer : null };
    return answer.kind === 'breaks';
  };
  const { thinkMs, mix, keys } = failing;
  if (thinkMs > leastThinkMs) await adopt({ thinkMs: leastThinkMs }, `think time ${writeDuration(leastThinkMs)}`);
  if (Object.keys(mix).length > 1) {
    for (const name of suspects.filter((suspect) => Object.hasOwn(mix, suspect)).slice(0, mostSuspects)) {
      if (now.fatal !== null || (await adopt({ mix: Object.fromEntries([[name, 1]]) }, `${name} alone`))) break;
    }
  }
  if (now.fatal === null && keys > 1) await adopt({ keys: 1 }, '1 key');
  for (let ms = Math.floor(failing.durationMs / 2); now.fatal === null && ms >= shortestMs; ms = Math.floor(ms / 2)) {
    const shorter = { durationMs: ms, warmupMs: Math.min(failing.warmupMs, warmupMs(ms)) };
    if (!(await adopt(shorter, `${writeDuration(ms)} long`))) break;
  }
  return now;
}
