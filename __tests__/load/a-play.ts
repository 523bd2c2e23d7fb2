import { beginArrivals } from '../../src/load/arrivals.ts';
import type { Course, Share } from '../../src/load/course.ts';
import { asSeeded } from '../../src/load/fresh.ts';
import { observe } from '../../src/load/observe.ts';
import { Recorder } from '../../src/load/recorder.ts';
import type { Traffic, TrafficParts } from '../../src/load/traffic.ts';
import { beginUsers } from '../../src/load/users.ts';
import { blockMs } from '../../src/load/warm-up.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { idle } from './an-observation.ts';
import { SimulatedService, Simulation, simulatedClock } from './simulation.ts';

export const startMs = 1_000;

/** The traffic of a scenario in a simulation, without the run around it. */
export interface Play {
  readonly simulation: Simulation;
  readonly service: SimulatedService;
  readonly course: Course;
  readonly recorder: Recorder;
  readonly traffic: Traffic;
  /** Brings the end of the warm-up, as a run does: at its time, or earlier. */
  measure(atMs?: number): void;
  tell(durationMs?: number): Observation;
}

/** What a play needs beside its scenario. */
export interface Stage {
  /** How long the service takes for the operation of this number. */
  readonly serviceMs: (n: number) => number;
  readonly patienceMs?: number;
  /** How late each alarm rings. */
  readonly lateMs?: () => number;
  readonly share?: Share;
}

export function begin(scenario: Scenario, { serviceMs, patienceMs = 100_000, lateMs, share = { index: 0, of: 1 } }: Stage): Play {
  const simulation = new Simulation(startMs);
  const service = new SimulatedService(simulation, serviceMs, patienceMs);
  const fromMs = startMs + scenario.warmupMs;
  const course: Course = { startMs, fromMs, toMs: fromMs + scenario.durationMs, stopped: false };
  const recorder = new Recorder(course, ['list'], scenario.model);
  const parts: TrafficParts = {
    course,
    recorder,
    clock: simulatedClock(simulation, lateMs),
    now: () => simulation.nowMs,
    operations: ['list'],
    openSession: (user) => service.openSession(user),
    share,
    patienceMs,
    witness: null,
    fresh: asSeeded,
  };
  const traffic = scenario.model === 'closed' ? beginUsers(scenario, parts) : beginArrivals(scenario, parts);
  return {
    simulation,
    service,
    course,
    recorder,
    traffic,
    measure: (atMs = fromMs) => {
      // What is due at that very moment is the measured time's.
      simulation.run(atMs - 1e-6);
      course.toMs -= course.fromMs - atMs;
      course.fromMs = atMs;
      recorder.measure();
      traffic.measure();
    },
    tell: (durationMs = scenario.durationMs) => {
      const warmup = { durationMs: course.fromMs - startMs, blockMs, p50sMs: [], steady: null };
      return observe(scenario, [recorder.record(['list'], durationMs, warmup, idle, course.stopped ? 'stopped' : 'complete')]);
    },
  };
}
