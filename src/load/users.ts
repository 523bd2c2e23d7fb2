import type { ClosedScenario } from '../model/scenario.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Session } from '../model/session.ts';
import { Agenda } from './agenda.ts';
import { backOffMs, brokeConnection } from './back-off.ts';
import type { Course } from './course.ts';
import type { Traffic, TrafficParts } from './traffic.ts';
import type { Recorder } from './recorder.ts';
import { countFlights, type Flyer } from './flying.ts';
import { Script } from './script.ts';
import type { Witness } from './witness.ts';

const longestRampMs = 500;

/**
 * The closed model: each user sends an operation, waits for its answer, thinks, and sends the next. An operation's intended
 * start is the end of the think time before it; with no think time, the very moment of the answer. Users begin one after
 * another in the first half of the warm-up, at most half a second long.
 */
export function beginUsers(scenario: ClosedScenario, parts: TrafficParts): Traffic {
  const { course, share, clock, recorder, operations, witness } = parts;
  const agenda = new Agenda<User>();
  const rampMs = Math.min(scenario.warmupMs / 2, longestRampMs);
  const numbers = Array.from({ length: scenario.users }, (_, user) => user).filter((user) => user % share.of === share.index);
  let left = numbers.length;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const leave = (): void => {
    left -= 1;
    if (left === 0) finish();
  };

  let alarmMs = Number.POSITIVE_INFINITY;
  const alarm = clock.alarm((nowMs) => {
    alarmMs = Number.POSITIVE_INFINITY;
    for (let next = agenda.take(nowMs); next !== null; next = agenda.take(nowMs)) next.who.act(next.atMs, nowMs);
    rewind();
  });
  const rewind = (): void => {
    if (agenda.nextMs >= alarmMs) return;
    alarmMs = agenda.nextMs;
    alarm.set(alarmMs);
  };
  const wait = (user: User, untilMs: number): void => {
    agenda.add(untilMs, user);
    rewind();
  };

  const users = numbers.map((number) => {
    const script = new Script(scenario, operations, number, scenario.users, parts.fresh);
    const user = new User(number, script, parts.openSession(number), { course, recorder, witness, now: parts.now, wait, leave });
    const startMs = course.startMs + (number / scenario.users) * rampMs + script.firstThinkMs;
    if (startMs < course.toMs) agenda.add(startMs, user);
    else leave();
    return user;
  });
  rewind();
  if (numbers.length === 0) finish();
  return {
    done,
    measure: () => agenda.dropFrom(course.toMs).forEach(leave),
    finish: () => agenda.dropFrom(0).forEach(leave),
    flights: (nowMs) => countFlights(users, nowMs),
    close: async () => {
      alarm[Symbol.dispose]();
      agenda.dropFrom(0).forEach(leave);
      await Promise.all(users.map((user) => user.close()));
    },
  };
}

interface Surroundings {
  readonly course: Course;
  readonly recorder: Recorder;
  readonly witness: Witness | null;
  readonly now: () => number;
  readonly wait: (user: User, untilMs: number) => void;
  readonly leave: () => void;
}

class User implements Flyer {
  readonly #number: number;
  readonly #script: Script;
  readonly #session: Session;
  readonly #around: Surroundings;
  readonly #hear: (outcome: Outcome, nowMs: number) => void;
  #intendedMs: number = 0;
  #failures: number = 0;
  #busy: boolean = false;

  constructor(number: number, script: Script, session: Session, around: Surroundings) {
    this.#number = number;
    this.#script = script;
    this.#session = session;
    this.#around = around;
    this.#hear = (outcome, nowMs) => this.#answered(outcome, nowMs);
  }

  get flying(): number {
    return this.#busy ? this.#script.operation : -1;
  }

  get sinceMs(): number {
    return this.#intendedMs;
  }

  /** Begins the next operation, which was meant to begin at `dueMs`. */
  act(dueMs: number, nowMs: number): void {
    const { course, recorder, witness, leave } = this.#around;
    if (course.stopped || dueMs >= course.toMs) return leave();
    const step = this.#script.next();
    this.#intendedMs = dueMs;
    this.#busy = true;
    recorder.begin(dueMs);
    witness?.prepare(this.#number, step);
    this.#session.perform(step.operation, step, nowMs, this.#hear);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #answered(outcome: Outcome, nowMs: number): void {
    this.#busy = false;
    const { recorder, witness, now } = this.#around;
    recorder.end(this.#script.operation, this.#intendedMs, this.#intendedMs, outcome, this.#number);
    if (witness !== null) witness.end(this.#number, this.#script.operation, this.#script.n, outcome);
    this.#failures = brokeConnection(outcome) ? this.#failures + 1 : 0;
    const pauseMs = Math.max(this.#script.thinkMs, backOffMs(this.#failures));
    const dueMs = outcome.endedAtMs + pauseMs;
    // To listen takes its time; where nobody does, the clock need not be looked at again.
    if (pauseMs === 0) this.act(dueMs, witness === null ? nowMs : now());
    else if (this.#around.course.stopped || dueMs >= this.#around.course.toMs) this.#around.leave();
    else this.#around.wait(this, dueMs);
  }
}
