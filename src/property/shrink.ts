import type { ClosedScenario, OpenScenario, Scenario } from '../model/scenario.ts';
import type { Chance } from '../stats/chance.ts';
import type { Threshold } from '../stats/noisy-bisection.ts';
import { sayLoad, sayUsers } from '../units/say-load.ts';
import { bisectFatal } from './bisect-fatal.ts';
import { bisect } from './bisect.ts';
import type { Bisected, Failure, Placed } from './bisect.ts';
import type { Least } from './least.ts';
import { levelsOf, type Levels } from './levels.ts';
import type { Measuring } from './measuring.ts';
import { said, simplify } from './simplify.ts';
import type { Answer } from './simplify.ts';
import { isFatal } from './stability.ts';

/** A failing scenario made as small as the budget and the noise allow. */
export interface Shrunk {
  /** The least load that was seen to fail; all else is as it was found. */
  readonly smallest: Placed;
  /** What shows it again: load enough for it to fail nearly every time, and all else as simple as it may be. */
  readonly replayed: Scenario;
  /** The levels that were searched: up to the load that it was found under. */
  readonly levels: Levels;
  /** Null for a crash or a hang: these are no matter of chance. */
  readonly threshold: Threshold | null;
  /** The lowest level that may fail as well. */
  readonly lowest: number;
  /** What was tried with other loads, a line each; and with everything else. */
  readonly loadSteps: readonly string[];
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
/** Of these along the load; at 25 % noise so many leave an error of one level (simulated). */
const mostLoadLooks = 26;
/** Measurements of one other scenario. */
const mostOtherLooks = 4;
/** From this chance on another scenario counts as failing, or a failure as none. */
const surely = 0.9;
/** A replay is measured three times and fails by its majority: at this chance in nineteen of twenty. */
const nearlyAlways = 0.85;
/** Where every measurement failed so far, the curve that was learned from them need not be as sure. */
const rarelyNot = 0.7;

/**
 * Shrinks a confirmed failure: its load first, by noisy bisection with everything else fixed, because loads are ordered and more nearly always
 * strains more; then one axis at a time. An open load that fails as well with users who wait for their answers is made smaller as that, which
 * is easier to picture. What dies or gets stuck is halved instead, and not made simpler.
 */
export async function shrink(
  found: Failure,
  least: Least,
  measuring: Measuring,
  chance: Chance,
  onStep: (note: string) => void,
): Promise<Shrinking> {
  const before = measuring.count();
  const looks = (): number => measuring.count() - before;
  const tryOther = (candidate: Scenario, note: string): Promise<Answer> =>
    tryAlone(candidate, Math.min(mostOtherLooks, mostLooks - looks()), measuring, chance, () => onStep(note));

  const shrinkFatal = async (fatal: Failure, loadSteps: readonly string[], otherSteps: readonly string[] = []): Promise<Shrinking> => {
    const levels = levelsOf(fatal.scenario, least.users);
    const { smallest, lowest, steps } = await bisectFatal(fatal, levels, measuring, () => onStep('shrinking'));
    const told = { loadSteps: [...loadSteps, ...steps], otherSteps, looks: looks() };
    const shrunk = { smallest, replayed: smallest.scenario, levels, threshold: null, ...told };
    return { kind: 'shrunk', shrunk: { ...shrunk, lowest: steps.length > 0 ? lowest : levels.top } };
  };

  const shrinkLoad = async (failing: Failure, earlierSteps: readonly string[]): Promise<Shrinking> => {
    const levels = levelsOf(failing.scenario, least.users);
    const most = Math.min(mostLoadLooks, mostLooks - looks());
    const bisected = await bisect(levels, most, measuring, chance, () => onStep('shrinking'));
    const loadSteps = [...earlierSteps, ...tell(bisected, levels)];
    if (typeof bisected.ended === 'object') return shrinkFatal(bisected.ended, loadSteps);
    const { threshold } = bisected;
    if (threshold.none > 0.5) return { kind: threshold.none >= surely ? 'retracted' : 'doubted', looks: looks() };

    const smallest = nearestProof(bisected, threshold.mode, levels, failing);
    const sure = sureLevel(bisected, smallest.level, levels.top);
    const { suspects } = nearestProof(bisected, sure, levels, failing).judgement;
    const simplified = await simplify(levels.at(sure), suspects, least, (candidate) => tryOther(candidate, 'being made simpler'));
    if (simplified.fatal !== null) return shrinkFatal(simplified.fatal, loadSteps, simplified.steps);
    const told = { loadSteps, otherSteps: simplified.steps, looks: looks() };
    const [lowest] = threshold.interval;
    return { kind: 'shrunk', shrunk: { smallest, replayed: simplified.scenario, levels, threshold, lowest, ...told } };
  };

  if (isFatal(found.judgement)) return shrinkFatal(found, []);
  if (found.scenario.model === 'closed') return shrinkLoad(found, []);
  const closed = withUsers(found.scenario, least);
  const answer = await tryOther(closed, 'shrinking');
  const steps = answer.kind === 'untried' ? [] : [`${sayUsers(closed.users)} instead of arrivals: ${said[answer.kind]}`];
  if (answer.kind === 'fatal') return shrinkFatal(answer, steps);
  const shrunk = answer.kind === 'breaks' ? await shrinkLoad(answer, steps) : null;
  return shrunk?.kind === 'shrunk' ? shrunk : shrinkLoad(found, steps);
}

/** The same load of as many users as there may be, none of whom sends before it is answered. */
function withUsers(open: OpenScenario, { mostUsers, thinkMs }: Least): ClosedScenario {
  const { arrivals: _, connections: __, ...load } = open;
  return { ...load, model: 'closed', users: mostUsers, thinkMs };
}

/** One other scenario, by the same rule: it fails at its load, or not. */
async function tryAlone(candidate: Scenario, most: number, measuring: Measuring, chance: Chance, onLook: () => void): Promise<Answer> {
  const { top } = levelsOf(candidate, 1);
  const only: Levels = { low: top, top, at: () => candidate };
  const { threshold, proofs, tallies, ended } = await bisect(only, most, measuring, chance, onLook);
  if (tallies.size === 0) return { kind: 'untried' };
  if (typeof ended === 'object') return { kind: 'fatal', ...ended };
  const judgement = proofs.get(top);
  if (threshold.none <= 1 - surely && judgement !== undefined) return { kind: 'breaks', scenario: candidate, judgement };
  return { kind: threshold.none >= surely ? 'holds' : 'unknown' };
}

/** The lowest level from this one on that was seen to fail. */
function nearestProof({ proofs }: Bisected, from: number, levels: Levels, failing: Failure): Placed {
  const proven = [...proofs].filter(([level]) => level >= from).sort(([a], [b]) => a - b);
  const [nearest] = proven;
  if (nearest === undefined) return { scenario: failing.scenario, judgement: failing.judgement, level: levels.top };
  const [level, judgement] = nearest;
  return { scenario: levels.at(level), judgement, level };
}

/** The lowest level that fails nearly always. */
function sureLevel({ breaksAt, tallies }: Bisected, from: number, top: number): number {
  for (let level = from; level < top; level += 1) {
    const { looks, broke } = tallies.get(level) ?? { looks: 0, broke: 0 };
    const isProven = looks >= 2 && broke === looks;
    if (breaksAt(level) >= (isProven ? rarelyNot : nearlyAlways)) return level;
  }
  return top;
}

function tell({ tallies }: Bisected, levels: Levels): readonly string[] {
  return [...tallies]
    .sort(([a], [b]) => a - b)
    .map(
      ([level, { looks, broke }]) =>
        `${sayLoad(levels.at(level))}: ${broke === 0 ? 'held' : 'broke'}${looks === 1 ? '' : ` ${broke === 0 ? looks : broke} of ${looks}`}`,
    );
}
