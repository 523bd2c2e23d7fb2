import type { Config } from '../config/schema.ts';
import { heldIn, settled, type Held } from '../diagnose/held.ts';
import type { DrainInput } from '../diagnose/drain.ts';
import { summariseDrain } from '../diagnose/summary.ts';
import type { BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import type { Observation } from '../model/observation.ts';
import type { Reading } from '../model/reading.ts';
import type { Rig } from '../rig.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import { glance, type Glance } from './glance.ts';
import type { Ledger } from './ledger.ts';

/** What a service held before its first load, and how busy it was with nothing to do. */
export interface Idle {
  readonly held: Held | null;
  readonly reading: Reading | null;
}

/** What was seen when the load had been taken away; `growthBytes` is the memory it holds more than before. */
export interface Drained {
  readonly input: Omit<DrainInput, 'broken'>;
  readonly growthBytes: number | null;
}

const beatMs = 100;
/** Long enough to open as many connections, handles and threads again as the first load did. */
const againMs = 500;

/** Looks at a service that nobody asks anything. */
export async function lookIdle(rig: Rig): Promise<Idle> {
  const seen = await glance(rig.monitor, 'with-sockets');
  return { held: hold(seen), reading: seen.reading };
}

/** Takes the load away and waits until everything has come back; what has not is asked for by another, short load. */
export async function letDrain(
  { load, operations }: Config,
  { drainMs }: BudgetShares,
  seed: number,
  idle: Idle,
  steady: Observation,
  rig: Rig,
  ledger: Ledger,
  story: Story,
  world: World,
): Promise<Drained> {
  story.begin('drain');
  const page = ledger.open('drain');
  const beganMs = world.now();
  const { reading: from } = await glance(rig.monitor);
  const under = underLoad(rig, idle.reading);
  const after = await wait(idle.held, drainMs, rig, world);
  const waitedMs = world.now() - beganMs;
  const { reading: to } = await glance(rig.monitor);

  let again: Held | null = null;
  let connectionsAgain = 0;
  let last = steady;
  if (idle.held !== null && after !== null && !settled(idle.held, after) && rig.service.ending() === null) {
    const scenario = referenceScenario(load, operations, { warmupMs: 0, durationMs: againMs }, (seed + 1) >>> 0);
    const { observation, hang } = await rig.run(scenario, () => undefined);
    connectionsAgain = observation.peakInFlight;
    last = observation;
    if (hang === null) again = await wait(after, drainMs, rig, world);
  }
  page.close();
  story.end(summariseDrain(idle.held, again ?? after));
  return {
    input: {
      before: idle.held,
      under,
      after,
      again,
      connections: steady.peakInFlight,
      connectionsAgain,
      givenUp: last.total.errorKinds.timeout ?? 0,
      waitedMs,
      idleCores: coresBetween(rig.monitor?.readings()[0] ?? null, idle.reading),
      drainCores: coresBetween(from, to),
    },
    growthBytes: idle.reading === null || to === null ? null : to.rssBytes - idle.reading.rssBytes,
  };
}

async function wait(before: Held | null, longestMs: number, rig: Rig, world: World): Promise<Held | null> {
  const untilMs = world.now() + longestMs;
  const isBack = (now: Held | null): boolean => before === null || now === null || settled(before, now);
  let held = hold(await glance(rig.monitor));
  while (world.now() < untilMs && rig.service.ending() === null && !isBack(held)) {
    await world.sleep(beatMs, world.interrupted);
    world.interrupted.throwIfAborted();
    held = hold(await glance(rig.monitor));
  }
  // Sockets by state are dear to look at: once is enough.
  return hold(await glance(rig.monitor, 'with-sockets'));
}

/** Shorter spans hold too few of the kernel's own ticks. */
const leastSpanMs = 50;

function coresBetween(from: Reading | null, to: Reading | null): number | null {
  return from === null || to === null || to.atMs - from.atMs < leastSpanMs ? null : (to.cpuMs - from.cpuMs) / (to.atMs - from.atMs);
}

function hold({ reading, survey }: Glance): Held | null {
  return reading === null ? null : heldIn(reading, survey);
}

/** The most of everything since the service was idle. */
function underLoad(rig: Rig, idle: Reading | null): Held | null {
  const readings = rig.monitor?.readings().filter(({ atMs }) => idle !== null && atMs > idle.atMs) ?? [];
  if (readings.length === 0) return null;
  const most = (of: (reading: Reading) => number | null): number | null => {
    const known = readings.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
  };
  return {
    processes: most(({ processes }) => processes) ?? 0,
    threads: most(({ threads }) => threads),
    descriptors: most(({ descriptors }) => descriptors),
    kinds: null,
    sockets: null,
  };
}
