import { compareWork } from './diagnose/hang/compare-work.ts';
import type { DrainTest } from './model/drain-test.ts';
import type { LoadProgress } from './model/observation.ts';
import type { Survey } from './model/reading.ts';
import type { World } from './world.ts';

/** What a drain test is made with. */
export interface Patient {
  /** The load's last word. */
  readonly latest: () => LoadProgress;
  /** Takes the load away: nothing more is begun. */
  readonly finish: () => void;
  /** Aborts when the load is over: nothing is in flight any more, or the service is gone. */
  readonly over: AbortSignal;
  /** Asks for a path on a new connection, at most for so long: how long the answer took, null when none came. */
  readonly probe: (path: string, timeoutMs: number) => Promise<number | null>;
  /** Looks closely at the service now; null where nobody can. */
  readonly survey: () => Survey | null;
  /** Thread states, a line each. */
  readonly tellThreads: () => readonly string[];
  /** Where the program stands, innermost call first. */
  readonly askWhere: () => Promise<readonly string[]>;
}

/** What is known of the stall and of the service from before it. */
export interface Before {
  readonly silentMs: number;
  readonly patienceMs: number;
  /** Null where there is no address to ask at. */
  readonly probePath: string | null;
  readonly idleSwitchesPerSecond: number | null;
}

/** One of several processes that is stuck may take the first new connection, and keep it. */
const probes = 3;
/** For what is not stuck to end, and what hung on it. */
const settleMs = 300;
/** How long the program may take to say where it stands; before that, work and wake-ups are counted. */
const askMs = 1_600;
const leastAskMs = 500;
const beatMs = 50;

/**
 * Takes the load away from a service that has stopped answering, asks it something else, waits, and looks. Whether it is stuck is not
 * said here. Asking where the program stands stops it for a moment, so that comes after the counting, and only while something is in
 * flight still.
 */
export async function testDrain(before: Before, patient: Patient, world: World): Promise<DrainTest> {
  const { silentMs, patienceMs, probePath, idleSwitchesPerSecond } = before;
  const { latest, over } = patient;
  const beganMs = world.now();
  const first = latest();
  patient.finish();
  const asking =
    probePath === null ? Promise.resolve(null) : firstAnswer(Array.from({ length: probes }, () => patient.probe(probePath, patienceMs)));
  const threads = patient.tellThreads();

  // What was given up is no more done than what is in flight still.
  const isDrained = (): boolean => (over.aborted || latest().inFlight === 0) && latest().timedOut === first.timedOut;
  const waitUntil = async (untilMs: number): Promise<void> => {
    for (let leftMs = untilMs - world.now(); leftMs > 0 && !isDrained(); leftMs = untilMs - world.now()) {
      if (world.interrupted.aborted) return;
      await world.sleep(Math.min(beatMs, leftMs), over.aborted ? world.interrupted : over);
    }
  };
  await waitUntil(beganMs + settleMs);
  const surveyed = patient.survey();
  await waitUntil(beganMs + patienceMs - askMs);
  const work = compareWork(surveyed, patient.survey());
  const leftMs = Math.max(leastAskMs, patienceMs - (world.now() - beganMs));
  const where = isDrained() ? Promise.resolve([]) : Promise.race([patient.askWhere(), world.sleep(leftMs).then(() => [])]);
  await waitUntil(beganMs + patienceMs);

  const last = latest();
  const left = (over.aborted ? 0 : last.inFlight) + last.timedOut - first.timedOut;
  // Of a service that drained nothing more needs to be known.
  const answeredMs = await (left === 0 ? Promise.race([asking, Promise.resolve(null)]) : asking);
  const stack = left === 0 ? [] : await where;
  return {
    silentMs,
    answered: first.answered,
    flights: first.flights,
    waitedMs: world.now() - beganMs,
    // An open load may have begun more in the moment before it heard of its end.
    drained: first.inFlight > left ? first.inFlight - left : last.answered - first.answered,
    left,
    probe: { path: probePath, answeredMs },
    ...work,
    idleSwitchesPerSecond,
    threads,
    stack,
  };
}

/** The first answer; null when none comes. */
function firstAnswer(asked: readonly Promise<number | null>[]): Promise<number | null> {
  const answers = asked.map(async (one) => (await one) ?? Promise.reject(new Error('no answer')));
  return Promise.any(answers).catch(() => null);
}
