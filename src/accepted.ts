import type { Standing } from './against.ts';
import { joinAcceptances } from './baseline/acceptance-text.ts';
import { readAcceptances } from './baseline/acceptances.ts';
import { dropKept, isAlike } from './baseline/keep-acceptances.ts';
import { runnerClass } from './baseline/runner-class.ts';
import type { Config } from './config/schema.ts';
import type { Acceptance } from './model/acceptance.ts';
import type { Recall } from './model/memory.ts';
import type { Run, Runner, Source } from './model/run.ts';
import type { World } from './world.ts';

/** What was accepted elsewhere than in the commits of this clone. */
export interface Further {
  readonly accepted: readonly Acceptance[];
  /** What could not be had; a sentence each. */
  readonly notes: readonly string[];
}

/** A run that is going to be measured, as far as it decides who may have accepted something of it. */
export interface AcceptedOf {
  readonly config: Config;
  readonly source: Source;
  readonly runner: Runner;
  readonly standing: Standing;
  /** What labels let get worse, and commits that are not in this clone: `whole` says whether it holds all that are asked. */
  readonly findFurther: (whole: boolean) => Promise<Further>;
}

/** What the commits since the base let get worse, and what more there is. Nothing is asked where nothing is compared. */
export async function findAccepted(of: AcceptedOf, recall: Recall, world: World): Promise<Further> {
  const { config, source, runner, standing, findFurther } = of;
  if (config.policy.compare.with === 'none') return { accepted: [], notes: [] };
  const here = { runnerClass: runnerClass(runner), configHash: config.hash };
  const earlier = recall.kind === 'found' ? recall.memory.runs.filter((each) => isAlike(each, here)) : [];
  const remembered = earlier.map(({ commit }) => commit);
  const seen = await readAcceptances({ ...source, ...standing, directory: world.directory, remembered }, world);
  const { accepted, notes } = await findFurther(seen.whole);
  const all = joinAcceptances(seen.accepted, accepted);
  return { accepted: recall.kind === 'found' ? dropKept(all, recall.memory, here, '') : all, notes };
}

/** A run that was measured elsewhere, with what was accepted meanwhile or could not be asked there. */
export function acceptFurther(run: Run, accepted: readonly Acceptance[], recall: Recall): Run {
  const all = joinAcceptances(run.accepted, accepted);
  const here = { runnerClass: runnerClass(run.runner), configHash: run.configHash };
  return { ...run, accepted: recall.kind === 'found' ? dropKept(all, recall.memory, here, run.createdAt) : all };
}
