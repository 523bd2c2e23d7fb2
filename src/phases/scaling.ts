import { nextCapacityStep, type CapacityLimits, type CapacityRange } from '../diagnose/scaling/capacity.ts';
import { findScaling } from '../diagnose/scaling/find-scaling.ts';
import { furthest } from '../diagnose/scaling/predict.ts';
import type { BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import type { Finding } from '../model/finding.ts';
import type { IsolationSeen } from '../model/isolation.ts';
import type { Metric } from '../model/metric.ts';
import type { Observation } from '../model/observation.ts';
import type { Capacity, LevelSeen } from '../model/scaling.ts';
import { readMemoryLimit } from '../monitor/memory-limit.ts';
import { openChance, type Chance } from '../stats/chance.ts';
import type { Story } from '../story.ts';
import { sayUsers } from '../units/say-load.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { planVisits, type VisitPlan } from './plan-visits.ts';
import type { Stand } from './succession.ts';
import { visitLevel, type Visit } from './visit-level.ts';

/** What was seen of how a service carries more and more users. */
export interface Scaled {
  /** In the order in which they were visited. */
  readonly levels: readonly LevelSeen[];
  /** Null where so few users are asked for that there is nothing to tell. */
  readonly finding: Finding | null;
  readonly metrics: readonly Metric[];
  /** Whose data the users were shown meanwhile. */
  readonly isolation: readonly IsolationSeen[];
  /** The visits of a single user. */
  readonly calm: readonly Observation[];
}

/** Nothing was looked at. */
export const unscaled: Scaled = { levels: [], finding: null, metrics: [], isolation: [], calm: [] };

/** A curve takes three levels. */
const fewestUsers = 3;
/** How far throughput may lie below its peak at as many users as are asked for. */
const mostDropPercent = 20;
/** Streams of chance that no load shares. */
const [orderStream, diagnosisStream] = [0x5ca1, 0x5ca2];
/** More visits to find the capacity, and how much longer than planned the phase may take for them. */
const mostLooks = 6;
const mostTimesLonger = 1.3;

/** Visits several numbers of users by turns, each several times in random order, and says how throughput grows with them. */
export async function measureScaling(
  { config, runner, seed }: Asked,
  { scalingMs }: BudgetShares,
  steady: Observation,
  { rig, ledger }: Stand,
  story: Story,
  world: World,
): Promise<Scaled> {
  const { load, operations, policy, property } = config;
  const users = load.users.max;
  if (users < fewestUsers) return unscaled;
  const plan = planVisits(scalingMs, users, (steady.total.responseMs.mean ?? 0) + load.thinkMs);
  if (plan === null) return { ...unscaled, finding: unlooked };
  story.begin('scaling');
  const page = ledger.open('scaling');
  const endMs = world.now() + mostTimesLonger * scalingMs;
  const order = openChance(seed, orderStream);
  const visits: Visit[] = [];
  const planned = plan.levels.length * plan.rounds;
  /** False when the service died or got stuck, or the time is up: then no more is visited. */
  const visit = async (level: number): Promise<boolean> => {
    if (world.now() > endMs) return false;
    const { settleMs: warmupMs, durationMs } = plan;
    // No two visits ask the same, which a service may answer once only.
    const scenario = referenceScenario(load, operations, { warmupMs, durationMs }, (seed + visits.length) >>> 0);
    const detail = `${visits.length}/${planned} visits · ${sayUsers(level)}`;
    const visited = await visitLevel({ ...scenario, users: level }, rig, world, (progress) => story.move(detail, progress));
    if (visited !== null) visits.push(visited);
    return visited !== null;
  };
  const isWhole = await visitAll(plan, order, visit);
  const seen = (): readonly LevelSeen[] => visits.map(({ level }) => level);
  const { limits } = property.stability;
  const capacity = isWhole ? await findCapacity(seen, limits, { fewest: 1, most: users }, order, visit) : null;
  page.close();
  if (rig.service.ending() !== null || rig.hang() !== null) {
    story.end(`${visits.length} of ${planned} visits, then it answered no more`);
    return { ...unscaled, levels: seen() };
  }
  const { pid } = rig.service;
  const limitBytes = policy.limits.find(({ metric }) => metric === 'rss')?.max ?? (pid === null ? null : readMemoryLimit(pid));
  const { finding, metrics } = findScaling(
    {
      seen: seen(),
      users,
      mostDropPercent,
      higherUsers: Math.floor(furthest * users),
      cores: runner.cores > 0 ? runner.cores : null,
      memoryLimitBytes: limitBytes,
      limitP95Ms: limits.p95Ms,
      capacity,
    },
    openChance(seed, diagnosisStream),
  );
  const calm = visits.flatMap(({ level, observation }) => (level.users === 1 ? [observation] : []));
  story.end(`${plan.levels.length} numbers of users up to ${users} in ${visits.length} visits · ${finding.kind}`);
  return { levels: seen(), finding, metrics, isolation: visits.flatMap(({ isolation }) => isolation ?? []), calm };
}

async function visitAll({ levels, rounds }: VisitPlan, chance: Chance, visit: (users: number) => Promise<boolean>): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) {
    for (const users of shuffled(levels, chance)) {
      if (!(await visit(users))) return false;
    }
  }
  return true;
}

/** Where some visit was over a limit, a few more find the most users that are carried. */
async function findCapacity(
  seen: () => readonly LevelSeen[],
  limits: CapacityLimits,
  range: CapacityRange,
  chance: Chance,
  visit: (users: number) => Promise<boolean>,
): Promise<Capacity> {
  const isOver = ({ p95Ms, errorsPercent }: LevelSeen): boolean => (p95Ms ?? 0) > limits.p95Ms || errorsPercent > limits.errorsPercent;
  if (!seen().some(isOver)) return { kind: 'beyond', users: range.most };
  for (let looksLeft = mostLooks; ; looksLeft -= 1) {
    const step = nextCapacityStep(seen(), limits, range, looksLeft, chance);
    if (step.kind === 'done') return step.capacity;
    if (!(await visit(step.users))) looksLeft = 1;
  }
}

function shuffled(levels: readonly number[], chance: Chance): readonly number[] {
  const drawn = levels.map((users) => ({ users, place: chance.next() }));
  return drawn.toSorted((a, b) => a.place - b.place).map(({ users }) => users);
}

const unlooked: Finding = {
  kind: 'inconclusive',
  id: 'scaling',
  sentence: 'How throughput grows with users was not looked at: there was too little time. A longer budget tells.',
  measured: null,
  limit: null,
  unit: '%',
  evidence: [],
};
