import type { Clock } from '../../src/load/alarm.ts';
import { openClock } from '../../src/load/clock/open.ts';
import { observe } from '../../src/load/observe.ts';
import { runLoad } from '../../src/load/run.ts';
import type { Block } from '../../src/load/warm-up.ts';
import type { LoadProgress, Observation } from '../../src/model/observation.ts';
import type { HttpOperation, Operation } from '../../src/model/operation.ts';
import type { ClosedScenario, OpenScenario, Scenario } from '../../src/model/scenario.ts';
import { realWorld, type World } from '../../src/world.ts';
import { bundle } from '../support/bundle.ts';
import { driverSettings, openHttpAt } from '../support/driving.ts';
import { openScenario, operation, scenario } from '../support/operations.ts';
import { SimulatedService, Simulation, simulatedClock, simulatedWorld } from './simulation.ts';

export const world: World = realWorld('', new AbortController().signal);

/** What may be said of a run beside its scenario. */
export interface Around {
  readonly operations?: readonly Operation<HttpOperation>[];
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly finish?: AbortSignal;
  readonly warm?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly onBlock?: (block: Block) => void;
}

/** Runs in the calling thread: the real driver, the real clock, one engine's recording made an observation. */
export interface Runs extends AsyncDisposable {
  /** Closed model. */
  load(url: string, given?: Partial<ClosedScenario>, around?: Around): Promise<Observation>;
  /** Open model. */
  arrive(url: string, given?: Partial<OpenScenario>, around?: Around): Promise<Observation>;
}

export async function openRuns(): Promise<Runs> {
  const built = await bundle('src/clock.ts');
  const clock = await openClock(built.file);
  return {
    load: (url, given = {}, around = {}) => drive(url, scenario(given), around, clock),
    arrive: (url, given = {}, around = {}) => drive(url, openScenario(given), around, clock),
    [Symbol.asyncDispose]: async () => {
      await clock[Symbol.asyncDispose]();
      await built[Symbol.asyncDispose]();
    },
  };
}

async function drive(url: string, asked: Scenario, around: Around, clock: Clock): Promise<Observation> {
  const { operations = [operation('list')], timeoutMs = 5_000 } = around;
  const driver = openHttpAt({ url }, operations, driverSettings({ timeoutMs }), () => world.now());
  try {
    const recording = await runLoad(asked, {
      ...partsOf(around),
      operations: operations.map(({ name }) => name),
      openSession: (user) => driver.openSession(user),
      world,
      clock,
    });
    return observe(asked, [recording]);
  } finally {
    await driver.close();
  }
}

/** The same on a simulated service, in simulated time: hours pass in a moment. */
export async function simulate(
  asked: Scenario,
  serviceMs: (n: number) => number,
  around: (simulation: Simulation) => Around = () => ({}),
): Promise<{ readonly observation: Observation; readonly service: SimulatedService; readonly simulation: Simulation }> {
  const simulation = new Simulation(1_000);
  const given = around(simulation);
  const service = new SimulatedService(simulation, serviceMs, given.timeoutMs ?? 5_000);
  const recording = await simulation.runUntil(
    runLoad(asked, {
      ...partsOf(given),
      operations: Object.keys(asked.mix),
      openSession: (user) => service.openSession(user),
      world: simulatedWorld(simulation),
      clock: simulatedClock(simulation),
    }),
  );
  return { observation: observe(asked, [recording]), service, simulation };
}

function partsOf({
  timeoutMs = 5_000,
  signal,
  finish,
  warm,
  onProgress,
  onBlock,
}: Around): Pick<Parameters<typeof runLoad>[1], 'share' | 'timeoutMs' | 'signal' | 'finish' | 'warm' | 'onProgress' | 'onBlock'> {
  return {
    share: { index: 0, of: 1 },
    timeoutMs,
    signal: signal ?? new AbortController().signal,
    ...(finish === undefined ? {} : { finish }),
    ...(warm === undefined ? {} : { warm }),
    onProgress: onProgress ?? (() => undefined),
    ...(onBlock === undefined ? {} : { onBlock }),
  };
}
