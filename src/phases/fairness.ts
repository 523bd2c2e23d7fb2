import { calmed, crowded, groundless, usersOf, type Grounds } from '../diagnose/fairness/class-seen.ts';
import type { StarvationSeen } from '../diagnose/fairness/find-starvation.ts';
import { canJudgeUsers } from '../diagnose/fairness/judge-users.ts';
import type { BudgetShares } from '../load/budget.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { PropertySearch } from '../model/run.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { mixedFinding, mixedSearch, unmixed, type MixedProof, type MixTried } from '../property/mixed.ts';
import { mixesOf } from '../property/mixes.ts';
import type { Story } from '../story.ts';
import { sayUsers } from '../units/say-load.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { confirmStarvation } from './confirm-starvation.ts';
import { isAlive, judgeFairness, lookAtMix, lookCalm, uncrowded, type LookParts } from './fairness-look.ts';
import { planMix } from './plan-mix.ts';
import { shrinkProof } from './shrink-proof.ts';
import type { Stand } from './succession.ts';

/** What was measured before, and tells something of it. */
export interface FairnessMeasured {
  /** The reference load. */
  readonly steady: Observation;
  /** Loads of a single user. */
  readonly calm: readonly Observation[];
  /** Loads of one operation alone. */
  readonly alone: readonly Observation[];
}

/** What came of looking for who is starved. */
export interface FairnessSeen {
  readonly findings: readonly Finding[];
  readonly searches: readonly PropertySearch[];
}

/** The smallest load has to show it on a busier machine as well. */
const shownBy = 1.6;
/** Of the phase, for looking at low load once more. */
const calmShare = 0.6;

/**
 * Whether any kind of operation, or any user, is starved by the others: in the reference load, and in as many other mixes as there is time for, all of
 * as many users as are asked for. What looks starved is measured again, and then with fewer users.
 */
export async function checkFairness(
  { steady, calm, alone }: FairnessMeasured,
  asked: Asked,
  { fairnessMs }: BudgetShares,
  { rig, ledger }: Stand,
  story: Story,
  world: World,
): Promise<FairnessSeen> {
  const { config, seed, replayCommand } = asked;
  const { enabled, leastShare } = config.property.mixed;
  const reference = steady.scenario;
  const kinds = Object.keys(reference.mix);
  if (reference.model === 'open' || reference.users < 2 || (kinds.length < 2 && !canJudgeUsers(usersOf(steady)))) return unfair;
  const isMixed = enabled && kinds.length > 1;
  if (fairnessMs === 0) return { findings: [unlooked, ...(isMixed ? [unmixed] : [])], searches: [] };

  story.begin('fairness');
  const page = ledger.open('fairness');
  const beganMs = world.now();
  let detail = 'at low load';
  const parts: LookParts = { rig, leastShare, world, onProgress: (progress) => story.move(detail, progress) };
  const base: ClosedScenario = { ...reference, warmupMs: 0, seed };
  const steadyMs = new Map(steady.operations.map(({ name, responseMs }) => [name, responseMs.mean]));
  const before = crowded(calmed(groundless, calm), alone);
  let grounds: Grounds = kinds.length < 2 ? before : await lookCalm(base, before, calmShare * fairnessMs, parts);

  /** Looked at once more where somebody looks starved. */
  const weigh = async (
    name: string,
    scenario: ClosedScenario,
    first: { observation: Observation; seen: StarvationSeen } | null,
  ): Promise<Weighed> => {
    detail = name;
    const observed = first ?? (await observe(scenario));
    if (observed === null) return null;
    const { finding, isShort, isLagging } = observed.seen;
    // What is known of all alone may excuse who is far behind; where that is not known, it is looked at first.
    const isSuspect = finding.kind === 'broken' || (isLagging && uncrowded(scenario, grounds).length > 0);
    if (!isSuspect) return { tried: { name, kind: isShort ? 'short' : finding.kind, finding } };
    detail = `${name}: somebody may be starved, measured again`;
    const confirmed = await confirmStarvation(observed.observation, scenario, grounds, parts);
    ({ grounds } = confirmed);
    return { tried: { name, ...confirmed.outcome }, again: confirmed.scenario };
  };
  const observe = async (scenario: ClosedScenario): Promise<{ observation: Observation; seen: StarvationSeen } | null> => {
    const { observation } = await rig.run(scenario, parts.onProgress);
    return isAlive(rig) ? { observation, seen: judgeFairness(observation, grounds, parts) } : null;
  };

  // Whoever shares a line with others takes longer there than alone.
  const takesMs = (name: string): number =>
    Math.max(steadyMs.get(name) ?? 0, grounds.calm.get(name)?.meanMs ?? 0, grounds.crowded.get(name)?.meanMs ?? 0);
  const atFirst = { observation: steady, seen: judgeFairness(steady, grounds, parts) };
  let last = await weigh('as configured', base, atFirst);
  const tried: MixTried[] = last === null ? [] : [last.tried];
  for (const { name, weights } of isMixed ? mixesOf(byDearness(kinds, grounds), seed) : []) {
    if (last === null || last.tried.kind === 'broken' || !isAlive(rig)) break;
    const times = planMix(weights, base, takesMs, fairnessMs - (world.now() - beganMs));
    if (times === null) continue;
    last = await weigh(name, { ...base, mix: weights, ...times, seed: (seed + tried.length) >>> 0 }, null);
    if (last !== null) tried.push(last.tried);
  }
  const proof = last?.tried.kind === 'broken' && last.again !== undefined ? await shrink(last.again) : null;
  page.close();
  const steadily = tried[0];
  const starvation = steadily === undefined ? unlooked : tellSteady(steadily, proof);
  const findings = [starvation, ...(isMixed ? [referTo(starvation, mixedFinding(tried, proof, leastShare))] : [])];
  story.end(summarise(reference.users, tried.length, findings));
  return { findings, searches: isMixed ? [mixedSearch(tried, reference.users, seed)] : [] };

  async function shrink(found: ClosedScenario): Promise<MixedProof> {
    const shows = async (smaller: ClosedScenario): Promise<boolean> => {
      detail = `fewer users being tried: ${smaller.users}`;
      const seen = await lookAtMix(smaller, grounds, { ...parts, margin: shownBy });
      return seen?.finding.kind === 'broken';
    };
    const small = (users: number): ClosedScenario => ({ ...found, users });
    const { scenario, told } = await shrinkProof({ found, small, least: 2, shows, isAlive: () => isAlive(rig) }, world);
    return { replay: replayCommand(scenario, 'fairness'), told };
  }
}

/** Null when the service did not live through it. */
type Weighed = { readonly tried: MixTried; readonly again?: ClosedScenario } | null;

/** Nothing was looked at, and nothing is to be said of it. */
export const unfair: FairnessSeen = { findings: [], searches: [] };

/** The dearest first: what keeps the service busiest when it is crowded with nothing else. */
function byDearness(kinds: readonly string[], { calm, crowded: alone }: Grounds): readonly string[] {
  const dearness = (name: string): number => alone.get(name)?.meanMs ?? calm.get(name)?.meanMs ?? 0;
  return kinds.toSorted((a, b) => dearness(b) - dearness(a));
}

function tellSteady({ kind, finding }: MixTried, proof: MixedProof | null): Finding {
  if (kind === 'broken') {
    const told = proof === null ? {} : { replay: proof.replay };
    return { ...finding, kind, evidence: [...finding.evidence, ...(proof === null ? [] : [proof.told])], ...told };
  }
  return finding;
}

/** What the reference load has shown already is told once. */
function referTo({ id, kind }: Finding, mixed: Finding): Finding {
  return kind === 'broken' && mixed.kind === 'broken' ? { ...mixed, toldBy: id } : mixed;
}

function summarise(users: number, mixes: number, findings: readonly Finding[]): string {
  const outcome = findings.some(({ kind }) => kind === 'broken')
    ? 'broken'
    : findings.every(({ kind }) => kind === 'held')
      ? 'held'
      : 'not all can be told';
  return `${sayUsers(users)} in ${mixes === 1 ? '1 mix' : `${mixes} mixes`} · ${outcome}`;
}

/** Said aloud, so that nobody takes silence for fairness; with no number, because it is no doubt about the service. */
const unlooked: Finding = {
  kind: 'inconclusive',
  id: 'fairness.starvation',
  sentence: 'Whether an operation or a user is starved was not looked at: there was too little time. A longer budget tells.',
  measured: null,
  limit: null,
  unit: '%',
  evidence: [],
};
