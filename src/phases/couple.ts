import type { Config } from '../config/schema.ts';
import { moveSettings } from '../driver/move-settings.ts';
import { Fault } from '../fault.ts';
import { standRig, type Rig } from '../rig.ts';
import type { ServiceSettings } from '../service/settings.ts';
import { startService } from '../service/start.ts';
import type { World } from '../world.ts';

/** What is compared: two services that are started next to each other. */
export interface Sides {
  readonly base: ServiceSettings;
  readonly head: ServiceSettings;
}

export type Side = keyof Sides;

/** Fresh processes of both, ready to take loads; both are stopped when it is disposed of. */
export interface Couple extends AsyncDisposable {
  readonly kind: 'standing';
  readonly rigs: Readonly<Record<Side, Rig>>;
}

/** One of them did not start: one sentence, which may hold what it printed. Nothing of either is left. */
export interface Unstarted {
  readonly kind: 'failed';
  readonly side: Side;
  readonly why: string;
}

/** In which order they are started, and whether at once, because one after the other would take too long. */
export interface Begin {
  readonly order: readonly Side[];
  readonly atOnce: boolean;
}

/** Starts one after the other, so that neither start takes a core from the other, and then puts engine and monitor on both. */
export async function standCouple(sides: Sides, { order, atOnce }: Begin, config: Config, world: World): Promise<Couple | Unstarted> {
  const started = await makeEach(order, atOnce, async (side) => {
    world.interrupted.throwIfAborted();
    const service = await startService(sides[side], world);
    return { service, [Symbol.asyncDispose]: async () => void (await service.stop()) };
  });
  if (started.kind === 'broken') return explain(started, world);
  // It stops its service where it fails.
  const stood = await makeEach(order, true, (side) => standRig(started.made[side].service, sideOf(config, sides[side]), world));
  if (stood.kind === 'broken') return explain(stood, world);
  const rigs = stood.made;
  return { kind: 'standing', rigs, [Symbol.asyncDispose]: () => disposeOf(Object.values(rigs)) };
}

/** What one side is measured with: its own service, and whatever of the drivers' lies in its own folder. */
function sideOf(config: Config, service: ServiceSettings): Config {
  return { ...config, service, driver: moveSettings(config.driver, config.service.directory, service.directory) };
}

interface Broken {
  readonly kind: 'broken';
  readonly side: Side;
  readonly error: unknown;
}

/** Makes one for each side, or none: where one fails the other is waited for and disposed of. */
async function makeEach<T extends AsyncDisposable>(
  order: readonly Side[],
  atOnce: boolean,
  make: (side: Side) => Promise<T>,
): Promise<{ readonly kind: 'made'; readonly made: Readonly<Record<Side, T>> } | Broken> {
  const made = new Map<Side, T>();
  const failures: Broken[] = [];
  const attempt = async (side: Side): Promise<void> => {
    if (failures.length > 0) return;
    try {
      made.set(side, await make(side));
    } catch (error) {
      failures.push({ kind: 'broken', side, error });
    }
  };
  if (atOnce) await Promise.all(order.map(attempt));
  else for (const side of order) await attempt(side);
  const [base, head] = [made.get('base'), made.get('head')];
  if (base !== undefined && head !== undefined) return { kind: 'made', made: { base, head } };
  await disposeOf([...made.values()]);
  return failures[0] ?? { kind: 'broken', side: 'base', error: new Error('one side was left out') };
}

/** What the user's service did is told; what we did, or were told to stop, is thrown. */
function explain({ side, error }: Broken, world: World): Unstarted {
  world.interrupted.throwIfAborted();
  if (!(error instanceof Fault)) throw error;
  return { kind: 'failed', side, why: error.message };
}

async function disposeOf(some: readonly AsyncDisposable[]): Promise<void> {
  await Promise.all(some.map((one) => one[Symbol.asyncDispose]()));
}
