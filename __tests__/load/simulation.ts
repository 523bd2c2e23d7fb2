import type { Alarm, Clock } from '../../src/load/alarm.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Hear, Session, TemplateValues } from '../../src/model/session.ts';
import type { World } from '../../src/world.ts';

/** A world of events on a clock of its own: a load of minutes is over in a moment and always comes out the same. */
export class Simulation {
  nowMs: number;
  #events: { readonly atMs: number; readonly call: () => void }[] = [];

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** Of events at the same time, the one that was planned first happens first. */
  plan(atMs: number, call: () => void): void {
    const after = this.#events.findIndex((event) => event.atMs > atMs);
    this.#events.splice(after < 0 ? this.#events.length : after, 0, { atMs, call });
  }

  /** Lets one thing after another happen until the promise is settled; what waits for a thing gets its turn before the next. */
  async runUntil<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const settle = (): void => void (settled = true);
    promise.then(settle, settle);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return promise;
      const next = this.#events[0];
      if (next === undefined) throw new Error('nothing is planned, and the promise is not settled');
      this.run(next.atMs);
    }
  }

  /** Lets everything happen, up to a moment or until nothing more is planned. */
  run(untilMs: number = Number.POSITIVE_INFINITY): void {
    for (let next = this.#events[0]; next !== undefined && next.atMs <= untilMs; next = this.#events[0]) {
      this.#events.shift();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.call();
    }
    if (untilMs < Number.POSITIVE_INFINITY) this.nowMs = Math.max(this.nowMs, untilMs);
  }
}

/** The simulation as the world of a run. */
export function simulatedWorld(simulation: Simulation): Pick<World, 'now' | 'sleep' | 'every' | 'threadTimes'> {
  return {
    now: () => simulation.nowMs,
    threadTimes: () => null,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const end = (): void => {
          signal?.removeEventListener('abort', end);
          resolve();
        };
        signal?.addEventListener('abort', end);
        simulation.plan(simulation.nowMs + ms, end);
      }),
    every: (ms, call) => {
      let over = false;
      const again = (): void => {
        if (over) return;
        call();
        simulation.plan(simulation.nowMs + ms, again);
      };
      simulation.plan(simulation.nowMs + ms, again);
      return { [Symbol.dispose]: () => void (over = true) };
    },
  };
}

/** A clock whose alarms ring in the simulation, each as late as `lateMs` says. */
export function simulatedClock(simulation: Simulation, lateMs: () => number = () => 0): Clock {
  return {
    waitedMs: 0,
    hiccups: () => [],
    alarm: (ring): Alarm & Disposable => {
      let version = 0;
      return {
        set: (atMs) => {
          const mine = (version += 1);
          if (atMs === Number.POSITIVE_INFINITY) return;
          simulation.plan(Math.max(simulation.nowMs, atMs) + lateMs(), () => {
            if (mine === version) ring(simulation.nowMs);
          });
        },
        [Symbol.dispose]: () => {
          version += 1;
        },
      };
    },
  };
}

/** One operation that a simulated service was asked for. */
export interface Asked {
  readonly user: number;
  readonly n: number;
  readonly atMs: number;
}

/** A service that answers each operation after a time of its own, and the sessions on it; less than no time: the operation cannot even be sent. */
export class SimulatedService {
  readonly asked: Asked[] = [];
  readonly #simulation: Simulation;
  readonly #serviceMs: (n: number) => number;
  readonly #timeoutMs: number;
  #inFlight: number = 0;
  /** Most operations at once, and most connections that ever were. */
  peakInFlight: number = 0;
  connections: number = 0;
  open: number = 0;

  constructor(simulation: Simulation, serviceMs: (n: number) => number, timeoutMs: number = Number.POSITIVE_INFINITY) {
    this.#simulation = simulation;
    this.#serviceMs = serviceMs;
    this.#timeoutMs = timeoutMs;
  }

  openSession(user: number): Session {
    this.connections += 1;
    this.open += 1;
    let settle: ((outcome: Outcome) => void) | null = null;
    return {
      perform: (_, { n }: TemplateValues, sentAtMs: number, hear: Hear) => {
        if (settle !== null) throw new Error('a session was asked for two operations at once');
        this.asked.push({ user, n, atMs: sentAtMs });
        this.#inFlight += 1;
        this.peakInFlight = Math.max(this.peakInFlight, this.#inFlight);
        settle = (outcome) => {
          settle = null;
          this.#inFlight -= 1;
          hear(outcome, outcome.endedAtMs);
        };
        if (this.#serviceMs(n) < 0) {
          return settle({ kind: 'failed', sentAtMs, endedAtMs: sentAtMs, bytes: 0, error: 'protocol', detail: 'it cannot be sent' });
        }
        const mine = settle;
        const times = { sentAtMs, endedAtMs: sentAtMs + Math.min(this.#serviceMs(n), this.#timeoutMs), bytes: 1 };
        const isLate = this.#serviceMs(n) > this.#timeoutMs;
        const outcome: Outcome = isLate ? { kind: 'failed', ...times, error: 'timeout', detail: '' } : { kind: 'ok', ...times };
        if (times.endedAtMs < Number.POSITIVE_INFINITY) this.#simulation.plan(times.endedAtMs, () => settle === mine && mine(outcome));
      },
      close: async () => {
        this.open -= 1;
        const endedAtMs = this.#simulation.nowMs;
        settle?.({ kind: 'failed', sentAtMs: endedAtMs, endedAtMs, bytes: 0, error: 'reset', detail: 'closed' });
      },
    };
  }
}
