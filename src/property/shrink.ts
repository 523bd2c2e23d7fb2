import type { ClosedScenario } from '../model/scenario.ts';
import { writeDuration } from '../units/print.ts';
import { sayUsers } from '../units/say-load.ts';
import type { Measuring } from './measuring.ts';
import { isFatal } from './stability.ts';
import type { Broken } from './stability.ts';

/** A failing scenario made as small as the budget allowed. */
export interface Shrunk {
  readonly scenario: ClosedScenario;
  readonly judgement: Broken;
  /** What was tried on the way, a line each. */
  readonly steps: readonly string[];
  /** Fewest users that may break as well: the scenario's own number, unless time ran out on the way. */
  readonly fewestUsers: number;
}

/** A held measurement that used less of its limits than this is believed at once; noise makes slow, not fast. */
const clearly = 0.75;
/** Single operations tried in place of the whole mix. */
const mostSuspects = 2;

type Answer = { readonly kind: 'breaks'; readonly judgement: Broken } | { readonly kind: 'holds' } | { readonly kind: 'unknown' };

/**
 * Shrinks along one axis at a time, users first: they are ordered and nearly monotone, so that bisection stays sound where
 * measurements are noisy. Then, where cheap: the least think time, and one operation alone.
 */
export async function shrink(
  failing: ClosedScenario,
  judgement: Broken,
  least: { readonly users: number; readonly thinkMs: number },
  measuring: Measuring,
  onStep: () => void,
): Promise<Shrunk> {
  const ask = (candidate: ClosedScenario): Promise<Answer> => decide(candidate, measuring, onStep);
  const fewer = await shrinkUsers(failing, judgement, least.users, ask);
  return isFatal(fewer.judgement) ? fewer : simplify(fewer, least.thinkMs, ask);
}

async function shrinkUsers(
  failing: ClosedScenario,
  judgement: Broken,
  minUsers: number,
  ask: (candidate: ClosedScenario) => Promise<Answer>,
): Promise<Shrunk> {
  const steps: string[] = [];
  let best = { scenario: failing, judgement };
  let low = minUsers - 1;
  while (best.scenario.users - low > 1 && !isFatal(best.judgement)) {
    const candidate = { ...failing, users: Math.floor((low + best.scenario.users) / 2) };
    const answer = await ask(candidate);
    steps.push(`${sayUsers(candidate.users)}: ${said[answer.kind]}`);
    if (answer.kind === 'unknown') break;
    if (answer.kind === 'breaks') best = { scenario: candidate, judgement: answer.judgement };
    else low = candidate.users;
  }
  return { ...best, steps, fewestUsers: isFatal(best.judgement) ? best.scenario.users : low + 1 };
}

async function simplify(shrunk: Shrunk, leastThinkMs: number, ask: (candidate: ClosedScenario) => Promise<Answer>): Promise<Shrunk> {
  let now = shrunk;
  const adopt = async (candidate: ClosedScenario, what: string): Promise<boolean> => {
    const answer = await ask(candidate);
    if (answer.kind === 'unknown') return false;
    now = { ...now, steps: [...now.steps, `${what}: ${said[answer.kind]}`] };
    if (answer.kind === 'breaks') now = { ...now, scenario: candidate, judgement: answer.judgement };
    return answer.kind === 'breaks';
  };
  if (now.scenario.thinkMs > leastThinkMs)
    await adopt({ ...now.scenario, thinkMs: leastThinkMs }, `think time ${writeDuration(leastThinkMs)}`);
  const { mix } = now.scenario;
  if (Object.keys(mix).length < 2 || isFatal(now.judgement)) return now;
  for (const name of now.judgement.suspects.filter((suspect) => Object.hasOwn(mix, suspect)).slice(0, mostSuspects)) {
    if (await adopt({ ...now.scenario, mix: Object.fromEntries([[name, 1]]) }, `${name} alone`)) break;
  }
  return now;
}

const said: Readonly<Record<Answer['kind'], string>> = { breaks: 'broke', holds: 'held', unknown: 'could not be told' };

/** Two measurements that agree decide; one that clearly held, a crash or a hang decides alone. */
async function decide(candidate: ClosedScenario, measuring: Measuring, onStep: () => void): Promise<Answer> {
  let held = 0;
  let broke = 0;
  for (let look = 0; look < 3; look += 1) {
    if (!measuring.fits(candidate, 1)) return { kind: 'unknown' };
    onStep();
    const judgement = await measuring.measure(candidate);
    if (judgement.kind === 'held') {
      held += 1;
      if (held === 2 || (broke === 0 && judgement.strain < clearly)) return { kind: 'holds' };
    }
    if (judgement.kind === 'broken') {
      broke += 1;
      if (broke === 2 || isFatal(judgement)) return { kind: 'breaks', judgement };
    }
  }
  return { kind: 'unknown' };
}
