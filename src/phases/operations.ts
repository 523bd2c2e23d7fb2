import { costOf, type Slice } from '../diagnose/operation-cost.ts';
import type { BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import type { Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { OperationCost } from '../model/operation-cost.ts';
import { printDuration } from '../units/print.ts';
import type { Rig } from '../rig.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { glance } from './glance.ts';
import { openPage, type Ledger } from './ledger.ts';

/** What became of loads of one operation each. */
export interface Costed {
  readonly costs: readonly OperationCost[];
  /** The loads themselves. */
  readonly alone: readonly Observation[];
}

/** Nothing was looked at. */
export const uncosted: Costed = { costs: [], alone: [] };

/** Shorter loads than this tell nothing; the commonest operations come first where time is short. */
const leastSliceMs = 150;
const mostOperations = 12;
/** There and back, so that what one operation leaves behind is not always the same one's neighbour. */
const rounds = 2;
/** Slow operations outlast their slices; from so many times the planned time on, what is missing stays missing. */
const mostTimesLonger = 1.5;

/** What each kind of operation costs, found by loads of one kind alone; of the commonest only, or of none, where time is short. */
export async function costOperations(
  { config, seed }: Asked,
  { operationsMs }: BudgetShares,
  rig: Rig,
  ledger: Ledger,
  story: Story,
  world: World,
): Promise<Costed> {
  const operations = config.operations
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, Math.min(mostOperations, Math.floor(operationsMs / rounds / leastSliceMs)));
  if (operations.length === 0) return uncosted;
  const beganMs = world.now();
  story.begin('operations');
  const book = ledger.open('operations');
  const sliceMs = Math.floor(operationsMs / rounds / operations.length);
  const slices = new Map<string, Slice[]>(operations.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const operation of round % 2 === 0 ? operations : operations.toReversed()) {
      if (rig.service.ending() !== null || rig.hang() !== null || world.now() - beganMs > mostTimesLonger * operationsMs) break;
      story.move(operation.name, null);
      slices.get(operation.name)?.push(await slice(operation, sliceMs, seed + round, config, rig, world));
    }
  }
  book.close();
  const costs = operations.flatMap(({ name }) => costOf(name, slices.get(name) ?? []) ?? []);
  story.end(tellDearest(costs));
  return { costs, alone: [...slices.values()].flat().map(({ observation }) => observation) };
}

async function slice(
  operation: Operation,
  durationMs: number,
  seed: number,
  { load }: Asked['config'],
  rig: Rig,
  world: World,
): Promise<Slice> {
  const { reading: idle } = await glance(rig.monitor);
  const page = openPage(rig.monitor, world);
  const scenario = referenceScenario({ ...load, thinkMs: 0 }, [operation], { warmupMs: 0, durationMs }, seed >>> 0);
  const { observation } = await rig.run(scenario, () => undefined);
  page.close();
  return { observation, use: page.use(), idle };
}

function tellDearest(costs: readonly OperationCost[]): string {
  const [dearest] = costs.toSorted((a, b) => (b.cpuMsPerOperation ?? 0) - (a.cpuMsPerOperation ?? 0));
  const cpuMs = dearest?.cpuMsPerOperation ?? null;
  const told = `${costs.length} ${costs.length === 1 ? 'operation' : 'operations'} alone`;
  return dearest === undefined || cpuMs === null ? told : `${told} · dearest: ${dearest.name}, ${printDuration(cpuMs)} of CPU`;
}
