import { join } from 'node:path';
import { decideConfig } from '../../src/config/decide.ts';
import type { Config } from '../../src/config/schema.ts';
import { pooledQuantile } from '../../src/load/pooled-quantile.ts';
import { median } from '../../src/stats/median.ts';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { runHalf, type Half } from '../../src/phases/half.ts';
import { standRig, type Rig } from '../../src/rig.ts';
import { startService } from '../../src/service/start.ts';
import { realWorld, type World } from '../../src/world.ts';
import { layouts, type Layout } from './layouts.ts';

/** What one pair of fresh processes came to: logarithms of head over base, larger is worse; and what it took. */
export interface LaidOut {
  readonly layout: string;
  readonly effects: Readonly<Record<string, number>>;
  readonly tookMs: number;
}

type Side = 'base' | 'head';
type Block = Readonly<Record<Side, Half>>;

const numbers: Readonly<Record<string, (half: Half) => number | null>> = {
  'cpu-per-operation': ({ cpuMsPerOperation }) => cpuMsPerOperation,
  p50: ({ observation }) => observation.total.responseMs.p50,
  p95: ({ observation }) => observation.total.responseMs.p95,
  throughput: ({ observation }) => 1 / observation.averageRatePerSecond,
};

/** Measures a pair in every layout, round after round, in random order: what the machine does meanwhile meets all of them alike. */
export async function* lay(
  folders: Readonly<Record<Side, string>>,
  users: number,
  rounds: number,
  only: readonly string[],
  bundles: string,
): AsyncGenerator<LaidOut> {
  const world = realWorld(bundles, new AbortController().signal);
  const chance = openChance(world.seed(), 0);
  for (let round = 0; round < rounds; round += 1) {
    const keyed = layouts
      .filter(({ name }) => only.length === 0 || only.includes(name))
      .map((layout) => ({ layout, key: chance.unit() }))
      .toSorted((a, b) => a.key - b.key);
    for (const { layout } of keyed) yield await layOne(layout, folders, users, chance, world);
  }
}

async function layOne(
  layout: Layout,
  folders: Readonly<Record<Side, string>>,
  users: number,
  chance: Chance,
  world: World,
): Promise<LaidOut> {
  const beganMs = world.now();
  const configs = { base: configOf(folders.base, users, layout, world), head: configOf(folders.head, users, layout, world) };
  const seed = world.seed();
  const rigs: Partial<Record<Side, Rig>> = {};
  const open = async (side: Side): Promise<void> => {
    rigs[side] = await standRig(await startService(configs[side].service, world), configs[side], world);
    for (let at = 0; at < layout.warmUp.rounds; at += 1) await half(side, 0, layout.warmUp.durationMs, at);
  };
  const close = async (side: Side): Promise<void> => rigs[side]?.[Symbol.asyncDispose]();
  const half = async (side: Side, settleMs: number, durationMs: number, at: number): Promise<Half> => {
    const rig = rigs[side];
    const done = rig === undefined ? null : await runHalf(rig, configs[side], { settleMs, durationMs }, (seed + at) >>> 0);
    if (done === null) throw new Error('the service died');
    return done;
  };
  const measured = (side: Side, block: number): Promise<Half> => half(side, 40, layout.halfMs, 100 + block);
  const order = shuffled(chance);
  const halves: Record<Side, Half[]> = { base: [], head: [] };
  if (layout.order === 'apart') {
    for (const side of order) {
      await open(side);
      for (let block = 0; block < layout.blocks; block += 1) halves[side].push(await measured(side, block));
      await close(side);
    }
  } else {
    for (const side of order) await open(side);
    for (let block = 0; block < layout.blocks; block += 1) {
      if (layout.order === 'together') {
        const both = await Promise.all(order.map((side) => measured(side, block)));
        order.forEach((side, at) => both[at] !== undefined && halves[side].push(both[at]));
      } else for (const side of shuffled(chance)) halves[side].push(await measured(side, block));
    }
    for (const side of order) await close(side);
  }
  const blocks = halves.base.flatMap((base, at): readonly Block[] => {
    const head = halves.head[at];
    return head === undefined ? [] : [{ base, head }];
  });
  return { layout: layout.name, effects: effectsOf(blocks), tookMs: world.now() - beganMs };
}

function effectsOf(blocks: readonly Block[]): LaidOut['effects'] {
  const pooled = (side: Side): number =>
    pooledQuantile(
      blocks.map((block) => block[side].observation.total.histogram),
      0.95,
    ) ?? Number.NaN;
  return Object.fromEntries([
    ['p95 of all', Math.log(pooled('head') / pooled('base'))],
    ...Object.entries(numbers).map(([name, of]) => [
      name,
      median(blocks.map(({ base, head }) => Math.log((of(head) ?? Number.NaN) / (of(base) ?? Number.NaN)))),
    ]),
  ]);
}

function shuffled(chance: Chance): readonly Side[] {
  return chance.below(2) === 0 ? ['base', 'head'] : ['head', 'base'];
}

function configOf(folder: string, users: number, { pinned }: Layout, world: World): Config {
  const server = [process.execPath, join(folder, 'server.mjs')];
  const start = pinned ? ['taskset', '-c', '1', ...server] : server;
  const text = JSON.stringify({ service: { start, ready: '/health' }, operations: { work: { get: '/work' } }, users });
  return decideConfig({
    file: { path: 'the layout', text },
    flags: {},
    environment: world.environment,
    directory: folder,
    inActions: false,
  });
}
