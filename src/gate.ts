import { acceptFurther, findAccepted, type AcceptedOf } from './accepted.ts';
import { replayCommand, type Again } from './again.ts';
import { openBase } from './against.ts';
import { openBaseline, type Baseline, type Place } from './baseline/open.ts';
import { remember, type Permission, type Remembered } from './baseline/remember.ts';
import { runnerClass } from './baseline/runner-class.ts';
import type { Config } from './config/schema.ts';
import { Fault } from './fault.ts';
import { measure, type Asked } from './measure.ts';
import type { Acceptance } from './model/acceptance.ts';
import type { Keeping, Recall } from './model/memory.ts';
import type { Run } from './model/run.ts';
import type { Scenario } from './model/scenario.ts';
import type { Verdict } from './model/verdict.ts';
import { readScenario } from './property/text.ts';
import type { Tell } from './story.ts';
import { leavesDoubt } from './verdict/doubt.ts';
import { judge } from './verdict/judge.ts';
import { sayBase } from './verdict/say-base.ts';
import type { World } from './world.ts';

/** Everything one gate needs to know before it begins. */
export interface GateOptions extends AcceptedOf {
  readonly seed: number;
  readonly place: Place;
  readonly permission: Permission;
  /** fast-check's path into the seed's scenarios, as an earlier report named it; empty for the beginning. */
  readonly path: string;
  readonly again: Again;
}

/** What a gate ends in. */
export interface Gated {
  readonly run: Run;
  readonly verdict: Verdict;
  readonly keeping: Keeping;
}

/** The whole story: recall, measure, judge, keep. */
export async function gate(options: GateOptions, world: World, tell: Tell): Promise<Gated> {
  const baseline = openBaseline(options.config.baseline, options.place, world);
  const recall = await baseline.recall();
  tell({ kind: 'note', text: recall.sentence });
  const machine = runnerClass(options.runner);
  await using base = await openBase(options.config, options.standing, (run) => leavesDoubt(run, recall, machine), world);
  if (base.kind === 'absent' || base.kind === 'same') tell({ kind: 'note', text: sayBase(base) });
  const { accepted, notes } = await findAccepted(options, recall, world);
  for (const text of notes) tell({ kind: 'note', text });
  const run = await measure({ ...ask(options, recall), accepted, base }, world, tell);
  return conclude(run, recall, baseline, options.permission);
}

/** What the second half needs beside the run. */
export interface ReportOptions {
  readonly baseline: Config['baseline'];
  readonly place: Place;
  readonly permission: Permission;
  /** The commit this place believes was measured. */
  readonly commit: string;
  /** What labels let get worse, and commits that were not at hand where it was measured. */
  readonly accepted: readonly Acceptance[];
}

/** The second half alone: judges a run that was measured elsewhere. */
export async function reportOnly(measured: Run, options: ReportOptions, world: World): Promise<Gated> {
  const baseline = openBaseline(options.baseline, options.place, world);
  const recall = await baseline.recall();
  const run = acceptFurther(measured, options.accepted, recall);
  // A run of another commit, or of none that is named, may be anybody's: it says nothing that this place may remember.
  const isOurs = options.commit !== '' && run.source.commit === options.commit;
  const permission = isOurs ? options.permission : 'nothing';
  return conclude(run, recall, baseline, permission);
}

function ask({ config, seed, path, source, runner, again }: GateOptions, recall: Recall): Omit<Asked, 'base' | 'accepted'> {
  const kept = recall.kind === 'found' ? recall.memory.counterexamples : [];
  return {
    config,
    seed,
    path,
    source,
    runner,
    examples: kept.flatMap(({ scenario }) => readable(scenario)),
    replayCommand: (scenario, seek) => replayCommand(scenario, again, seek),
  };
}

/** Scenarios come from a document we do not trust; whether this service can still be asked them is for the search to say. */
function readable(text: string): readonly Scenario[] {
  try {
    return [readScenario(text)];
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}

async function conclude(run: Run, recall: Recall, baseline: Baseline, permission: Permission): Promise<Gated> {
  const verdict = judge(run, recall, runnerClass(run.runner));
  return { run, verdict, keeping: await keep(remember(recall, run, verdict, permission), baseline) };
}

async function keep(remembered: Remembered, baseline: Baseline): Promise<Keeping> {
  if (remembered.kind === 'nothing') return { kind: 'not-kept', sentence: `The run was not kept: ${remembered.why}.` };
  const keeping = await baseline.keep(remembered.memory);
  if (remembered.kind === 'memory' || keeping.kind === 'not-kept') return keeping;
  return { kind: 'kept', sentence: `${keeping.sentence} Of this run only failing scenarios were kept: ${remembered.why}.` };
}
