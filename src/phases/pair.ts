import type { Config } from '../config/schema.ts';
import { measuredPeakBytes } from '../diagnose/measure-metrics.ts';
import { pairMetrics, type ProcessSeen } from '../diagnose/pair-metrics.ts';
import { pooledQuantile } from '../load/pooled-quantile.ts';
import type { Pair } from '../model/paired.ts';
import type { Rig } from '../rig.ts';
import { isOurs } from '../service/start.ts';
import type { Chance } from '../stats/chance.ts';
import type { World } from '../world.ts';
import { standCouple, type Side, type Sides, type Unstarted } from './couple.ts';
import { planBlocks } from './plan-blocks.ts';
import { runHalf, type Half, type HalfTimes } from './half.ts';

/** A pair, or why there is none: one sentence, which may hold what a service printed. */
export type Measured =
  | {
      readonly kind: 'pair';
      readonly pair: Pair;
      /** Operations that the head does and the base does not: it knows them not, or wants them otherwise. */
      readonly headOnly: readonly string[];
    }
  /** Our own measuring was in the way of all its blocks. */
  | { readonly kind: 'spoiled' }
  | Unstarted;

/** What distinguishes one pair from the next. */
export interface Draw {
  /** For the order of things and for the load: no two pairs or blocks ask the same, which a service may answer once only. */
  readonly chance: Chance;
  /** Whether both are started at once, because one after the other would take too long. */
  readonly atOnce: boolean;
}

const sideNames: readonly Side[] = ['base', 'head'];
const warmUp = { rounds: 2, times: { settleMs: 0, durationMs: 250 } };
/** Of fewer requests it would be the slowest few of them, and no quantile. */
const fewestForP99 = 1_000;

/**
 * Starts both services, one after the other, warms both up and loads them by turns, in blocks of two halves in random order: what the
 * machine does meanwhile meets both alike. Both are stopped at the end, whatever happens, so that every pair has processes of its own.
 */
export async function measurePair(
  kind: Pair['kind'],
  sides: Sides,
  config: Config,
  { chance, atOnce }: Draw,
  world: World,
): Promise<Measured> {
  const order = shuffled(chance);
  const couple = await standCouple(sides, { order, atOnce }, config, world);
  if (couple.kind === 'failed') return couple;
  await using _ = couple;
  const load = async (side: Side, times: HalfTimes, seed: number): Promise<Half | null> => {
    world.interrupted.throwIfAborted();
    return runHalf(couple.rigs[side], config, times, seed);
  };
  const died = (side: Side): Measured => ({ kind: 'failed', side, why: 'it died or got stuck under the reference load' });

  let slowest = Number.POSITIVE_INFINITY;
  let overrunMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < warmUp.rounds; round += 1) {
    const seed = chance.next();
    const beganMs = world.now();
    // Both at once: what they do is not counted, and takes half of the time.
    const halves = await Promise.all(order.map((side) => load(side, warmUp.times, seed)));
    overrunMs = Math.min(overrunMs, world.now() - beganMs - warmUp.times.durationMs);
    for (const [at, side] of order.entries()) {
      const half = halves[at] ?? null;
      if (half === null) return died(side);
      slowest = Math.min(slowest, half.observation.averageRatePerSecond);
    }
  }
  const plan = planBlocks(slowest, overrunMs);
  const blocks: Record<Side, Half>[] = [];
  for (let block = 0; block < plan.blocks; block += 1) {
    const seed = chance.next();
    const halves = new Map<Side, Half>();
    for (const side of shuffled(chance)) {
      const half = await load(side, plan.times, seed);
      if (half === null) return died(side);
      halves.set(side, half);
    }
    const [base, head] = [halves.get('base'), halves.get('head')];
    if (base !== undefined && head !== undefined && !base.spoiled && !head.spoiled) blocks.push({ base, head });
  }
  if (blocks.length === 0) return { kind: 'spoiled' };
  const seen = (side: Side): ProcessSeen =>
    lookAtProcess(
      couple.rigs[side],
      blocks.map((block) => block[side]),
    );
  const pair = { kind, first: order[0] ?? 'base', ...pairMetrics(blocks, { base: seen('base'), head: seen('head') }) };
  return { kind: 'pair', pair, headOnly: findHeadOnly(blocks) };
}

function lookAtProcess({ service, monitor }: Rig, halves: readonly Half[]): ProcessSeen {
  const requests = halves.reduce((sum, { observation }) => sum + observation.total.requests, 0);
  const reading = monitor?.readings().at(-1) ?? null;
  return {
    readyMs: isOurs(service) ? service.readyMs : null,
    rssBytes: reading === null ? highestOf(halves) : (reading.peakRssBytes ?? reading.rssBytes),
    p99Ms:
      requests < fewestForP99
        ? null
        : pooledQuantile(
            halves.map(({ observation }) => observation.total.histogram),
            0.99,
          ),
  };
}

/** Of operations that are processes of their own. */
function highestOf(halves: readonly Half[]): number | null {
  const peaks = halves.flatMap(({ observation }) => measuredPeakBytes(observation.total) ?? []);
  return peaks.length === 0 ? null : Math.max(...peaks);
}

/** Of an operation that fails on one side only the fewest that are more than bad luck. */
const fewestFailed = 3;

function findHeadOnly(blocks: readonly Record<Side, Half>[]): readonly string[] {
  const countsOf = (side: Side, name: string): { requests: number; errors: number } => {
    const seen = blocks.flatMap((block) => block[side].observation.operations.filter((operation) => operation.name === name));
    const sum = (of: (one: (typeof seen)[number]) => number): number => seen.reduce((total, one) => total + of(one), 0);
    return { requests: sum(({ requests }) => requests), errors: sum(({ errors }) => errors) };
  };
  const names = new Set(blocks.flatMap(({ head }) => head.observation.operations.map(({ name }) => name)));
  return [...names].filter((name) => {
    const [base, head] = [countsOf('base', name), countsOf('head', name)];
    return base.errors >= fewestFailed && base.errors > 0.9 * base.requests && head.requests > 0 && head.errors < 0.1 * head.requests;
  });
}

function shuffled(chance: Chance): readonly Side[] {
  return chance.below(2) === 0 ? sideNames : sideNames.toReversed();
}
