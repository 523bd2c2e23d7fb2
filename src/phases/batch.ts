import type { Config } from '../config/schema.ts';
import { referenceScenario } from '../load/reference.ts';
import type { Batch } from '../model/endurance.ts';
import type { Observation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { NodeHeap } from '../monitor/inspector/open-heap.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';
import { glance } from './glance.ts';

/** A process and whoever asks it about its heap; null where it is no Node, or nobody may ask. */
export interface Subject {
  readonly rig: Rig;
  readonly heap: NodeHeap | null;
}

/** A load, or none, and the rest before the look. */
export interface BatchWish {
  readonly mode: 'answered' | 'abandoned';
  /** 0 for no load at all. */
  readonly durationMs: number;
  readonly restMs: number;
  readonly seed: number;
  /** Operations of this process so far. */
  readonly before: number;
}

/** Of a load whose clients hang up: it ends so soon that most of its operations are on their way. */
const cutMs = 15;
/** Share of operations that may be refused, reset or given up. */
const mostUnanswered = 0.5;

/** One batch of operations and the look after it; null when the service died or got stuck. */
export async function runBatch(
  wish: BatchWish,
  { load, operations }: Pick<Config, 'load' | 'operations'>,
  { rig, heap }: Subject,
  world: World,
): Promise<Batch | null> {
  const { mode, durationMs, restMs, seed, before } = wish;
  const { reading: began } = await glance(rig.monitor);
  // Operations are what counts here: nobody thinks between them.
  const scenario = referenceScenario({ ...load, thinkMs: 0 }, operations, { warmupMs: 0, durationMs }, seed);
  const drive = mode === 'answered' ? loadWhole : loadCut;
  const done = durationMs === 0 ? nothingDone : await drive(scenario, rig, world);
  if (done === null) return null;
  await world.sleep(restMs, world.interrupted);
  world.interrupted.throwIfAborted();
  // Before the collection, which is our doing and costs the process CPU time.
  const { reading: ended, survey } = await glance(rig.monitor);
  const heapBytes = (await heap?.measure()) ?? null;
  if (rig.service.ending() !== null) return null;
  return {
    operations: before + done.requests + done.abandoned,
    ...done,
    cpuMs: began === null || ended === null ? null : ended.cpuMs - began.cpuMs,
    heapBytes,
    // A segment that fills up is no leak, and is counted once more for each process that has looked into it.
    rssBytes: ended === null ? null : ended.rssBytes - (ended.sharedBytes ?? 0),
    descriptors: ended?.descriptors ?? null,
    threads: ended?.threads ?? null,
    sockets: survey?.descriptors?.sockets ?? null,
    processes: ended?.processes ?? null,
  };
}

/** Whether most operations met no service at all: nothing is to be learnt of what it keeps. */
function wentNowhere({ total }: Observation): boolean {
  const { refused = 0, reset = 0, timeout = 0 } = total.errorKinds;
  return total.requests > 0 && refused + reset + timeout > mostUnanswered * total.requests;
}

type Done = Pick<Batch, 'abandoned' | 'requests' | 'errors' | 'p50Ms' | 'p95Ms'>;

const nothingDone: Done = { abandoned: 0, requests: 0, errors: 0, p50Ms: null, p95Ms: null };

/** Every operation is answered. */
async function loadWhole(scenario: ClosedScenario, rig: Rig): Promise<Done | null> {
  const { observation, hang } = await rig.run(scenario, () => undefined);
  const { requests, errors, responseMs } = observation.total;
  if (hang !== null || observation.ended === 'stopped' || wentNowhere(observation)) return null;
  return { abandoned: 0, requests, errors, p50Ms: responseMs.p50, p95Ms: responseMs.p95 };
}

/** One load after another, each cut off with its operations on their way. */
async function loadCut(scenario: ClosedScenario, rig: Rig, world: World): Promise<Done | null> {
  const untilMs = world.now() + scenario.durationMs;
  let [requests, errors, abandoned] = [0, 0, 0];
  for (let round = 0; world.now() < untilMs; round += 1) {
    const cut = new AbortController();
    void world.sleep(cutMs).then(() => cut.abort());
    const seed = (scenario.seed + 7_919 * round) >>> 0;
    const { observation, hang } = await rig.run({ ...scenario, seed }, () => undefined, { cut: cut.signal });
    if (hang !== null || rig.service.ending() !== null) return null;
    requests += observation.total.requests;
    errors += observation.total.errors;
    abandoned += observation.peakInFlight;
  }
  // Whether anybody who stays is answered still: what is cut off so soon cannot show it.
  const { observation, hang } = await rig.run({ ...scenario, durationMs: cutMs }, () => undefined);
  if (hang !== null || wentNowhere(observation)) return null;
  requests += observation.total.requests;
  errors += observation.total.errors;
  return { abandoned, requests, errors, p50Ms: null, p95Ms: null };
}
