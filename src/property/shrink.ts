import type { ClosedScenario } from '../model/scenario.ts';
import type { Chance } from '../stats/chance.ts';
import type { Threshold } from '../stats/noisy-bisection.ts';
import { sayUsers } from '../units/say-load.ts';
import { bisectFatal } from './bisect-fatal.ts';
import { bisect } from './bisect.ts';
import type { Bisected, Failure } from './bisect.ts';
import type { Measuring } from './measuring.ts';
import { simplify } from './simplify.ts';
import type { Answer } from './simplify.ts';
import { isFatal } from './stability.ts';

/** A failing scenario made as small as the budget and the noise allow. */
export interface Shrunk {
  /** Fewest users that were seen to fail; all else is as it was found. */
  readonly smallest: Failure;
  /** What shows it again: users enough for it to fail nearly every time, and all else as simple as it may be. */
  readonly replayed: ClosedScenario;
  /** Null for a crash or a hang: these are no matter of chance. */
  readonly threshold: Threshold | null;
  /** Fewest users that may fail as well. */
  readonly fewestUsers: number;
  /** What was tried with other users, a line each; and with everything else. */
  readonly userSteps: readonly string[];
  readonly otherSteps: readonly string[];
  /** Measurements that it took. */
  readonly looks: number;
}

/** What became of a confirmed failure when its smallest load was searched. */
export type Shrinking =
  | { readonly kind: 'shrunk'; readonly shrunk: Shrunk }
  /** Measured more often, it is most likely none: `retracted` when that is as good as certain, else `doubted`. */
  | { readonly kind: 'retracted' | 'doubted'; readonly looks: number };

/** Measurements in all: with those that find and confirm it comes to 35. */
const mostLooks = 30;
/** Of these along the users; at 25 % noise so many leave an error of one level (simulated). */
const mostUserLooks = 26;
/** Measurements of one simpler scenario. */
const mostOtherLooks = 4;
/** From this chance on a simpler scenario counts as failing, or a failure as none. */
const surely = 0.9;
/** A replay is measured three times and fails by its majority: at this chance in nineteen of twenty. */
const nearlyAlways = 0.85;
/** Where every measurement failed so far, the curve that was learned from them need not be as sure. */
const rarelyNot = 0.7;

/**
 * Shrinks a confirmed failure: users first, by noisy bisection with everything else fixed, because they are ordered and more of them nearly
 * always strain more; then one axis at a time. What dies or gets stuck is halved instead, and not made simpler.
 */
export async function shrink(
  found: Failure,
  least: { readonly users: number; readonly thinkMs: number },
  measuring: Measuring,
  chance: Chance,
  onStep: (note: string) => void,
): Promise<Shrinking> {
  const before = measuring.count();
  const looks = (): number => measuring.count() - before;
  const shrinkFatal = async (fatal: Failure, userSteps: readonly string[], otherSteps: readonly string[] = []): Promise<Shrinking> => {
    const { smallest, fewestUsers, steps } = await bisectFatal(fatal, least.users, measuring, () => onStep('shrinking'));
    const told = { userSteps: [...userSteps, ...steps], otherSteps, looks: looks() };
    const isTold = steps.length > 0;
    const fewest = isTold ? fewestUsers : smallest.scenario.users;
    return { kind: 'shrunk', shrunk: { smallest, replayed: smallest.scenario, threshold: null, fewestUsers: fewest, ...told } };
  };
  if (isFatal(found.judgement)) return shrinkFatal(found, []);

  const { scenario } = found;
  const axis = { low: least.users, top: scenario.users, at: (users: number): ClosedScenario => ({ ...scenario, users }) };
  const bisected = await bisect(axis, mostUserLooks, measuring, chance, () => onStep('shrinking'));
  const userSteps = tell(bisected);
  if (typeof bisected.ended === 'object') return shrinkFatal(bisected.ended, userSteps);
  const { threshold } = bisected;
  if (threshold.none > 0.5) return { kind: threshold.none >= surely ? 'retracted' : 'doubted', looks: looks() };

  const smallest = nearestProof(bisected, threshold.mode, found);
  const decide = (candidate: ClosedScenario): Promise<Answer> =>
    tryOther(candidate, Math.min(mostOtherLooks, mostLooks - looks()), measuring, chance, () => onStep('being made simpler'));
  const sure = { ...scenario, users: sureUsers(bisected, smallest.scenario.users, scenario.users) };
  const { suspects } = nearestProof(bisected, sure.users, found).judgement;
  const simplified = await simplify(sure, suspects, least.thinkMs, decide);
  if (simplified.fatal !== null) return shrinkFatal(simplified.fatal, userSteps, simplified.steps);
  const [fewestUsers] = threshold.interval;
  const told = { userSteps, otherSteps: simplified.steps, looks: looks() };
  return { kind: 'shrunk', shrunk: { smallest, replayed: simplified.scenario, threshold, fewestUsers, ...told } };
}

/** One other scenario, by the same rule: it fails at its users, or not. */
async function tryOther(
  candidate: ClosedScenario,
  most: number,
  measuring: Measuring,
  chance: Chance,
  onLook: () => void,
): Promise<Answer> {
  const only = { low: candidate.users, top: candidate.users, at: (): ClosedScenario => candidate };
  const { threshold, proofs, tallies, ended } = await bisect(only, most, measuring, chance, onLook);
  if (tallies.size === 0) return { kind: 'untried' };
  if (typeof ended === 'object') return { kind: 'fatal', ...ended };
  if (threshold.none <= 1 - surely && proofs.size > 0) return { kind: 'breaks' };
  return { kind: threshold.none >= surely ? 'holds' : 'unknown' };
}

/** The fewest users from these on that were seen to fail. */
function nearestProof({ proofs }: Bisected, users: number, found: Failure): Failure {
  const proven = [...proofs].filter(([level]) => level >= users).sort(([a], [b]) => a - b);
  const [nearest] = proven;
  if (nearest === undefined) return found;
  const [level, judgement] = nearest;
  return { scenario: { ...found.scenario, users: level }, judgement };
}

/** The fewest users under which it fails nearly always. */
function sureUsers({ breaksAt, tallies }: Bisected, from: number, found: number): number {
  for (let users = from; users < found; users += 1) {
    const { looks, broke } = tallies.get(users) ?? { looks: 0, broke: 0 };
    const isProven = looks >= 2 && broke === looks;
    if (breaksAt(users) >= (isProven ? rarelyNot : nearlyAlways)) return users;
  }
  return found;
}

function tell({ tallies }: Bisected): readonly string[] {
  return [...tallies]
    .sort(([a], [b]) => a - b)
    .map(
      ([users, { looks, broke }]) =>
        `${sayUsers(users)}: ${broke === 0 ? 'held' : 'broke'}${looks === 1 ? '' : ` ${broke === 0 ? looks : broke} of ${looks}`}`,
    );
}
