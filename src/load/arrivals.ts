import type { Outcome } from '../model/outcome.ts';
import type { OpenScenario } from '../model/scenario.ts';
import type { Session } from '../model/session.ts';
import type { Traffic, TrafficParts } from './traffic.ts';
import { countFlights } from './flying.ts';
import { Line } from './line.ts';
import { Script } from './script.ts';

/** How many arrivals may leave before answers are read again: after a pause of the machine the whole backlog is due at once. */
const mostAtOnce = 32;
/** While all connections are taken, answers move the line; the alarm only counts it and sees to deadlines. */
const glanceMs = 5;

interface Connection {
  /** Its number among all connections: the user of its operations. */
  readonly number: number;
  readonly session: Session;
  readonly hear: (outcome: Outcome, nowMs: number) => void;
  operation: number;
  /** The step's number. */
  n: number;
  dueMs: number;
  /** The moment from which its request could have left. */
  readyMs: number;
}

/**
 * The open model: operations arrive on an absolute schedule, whatever answers. An arrival takes a connection that is free,
 * the one used last first, or opens another while there are fewer than the scenario allows; else it waits in line, and its
 * wait counts from its intended start. None is dropped: who waits past the operations' own deadline counts as timed out.
 */
export function beginArrivals(scenario: OpenScenario, parts: TrafficParts): Traffic {
  const { course, recorder, share, patienceMs, now, witness } = parts;
  const most = Math.max(1, Math.ceil((scenario.connections - share.index) / share.of));
  const line = new Line(scenario, course, share);
  const script = new Script(scenario, parts.operations, share.index, share.of, parts.fresh);
  const free: Connection[] = [];
  const all: Connection[] = [];
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const finishIfEmpty = (): void => {
    if (line.headMs === Number.POSITIVE_INFINITY && free.length === all.length) finish();
  };

  /** One that cannot even be sent is heard of before `perform` returns: then nobody else is launched from there, or a line of such would nest. */
  let launching = false;
  const launch = (connection: Connection, readyMs: number | null, nowMs: number): void => {
    const step = script.next();
    witness?.prepare(connection.number, step);
    connection.operation = step.operation;
    connection.n = step.n;
    connection.dueMs = line.take();
    connection.readyMs = readyMs ?? connection.dueMs;
    recorder.begin(connection.dueMs);
    launching = true;
    connection.session.perform(step.operation, step, nowMs, connection.hear);
    launching = false;
  };
  const open = (): Connection => {
    const number = share.index + all.length * share.of;
    const connection: Connection = {
      number,
      session: parts.openSession(number),
      hear: (outcome, nowMs) => {
        recorder.end(connection.operation, connection.dueMs, connection.readyMs, outcome);
        if (witness !== null) witness.end(number, connection.operation, connection.n, outcome);
        // To listen takes its time; where nobody does, the clock need not be looked at again.
        release(connection, outcome.endedAtMs, witness === null ? nowMs : now());
      },
      operation: -1,
      n: -1,
      dueMs: 0,
      readyMs: 0,
    };
    all.push(connection);
    recorder.connected(all.length);
    return connection;
  };
  const isSaturated = (): boolean => free.length === 0 && all.length >= most;

  /** Arrivals that have waited for as long as an operation may last end here, never sent. */
  const giveUp = (nowMs: number): void => {
    while (line.headMs <= nowMs - patienceMs) {
      const { operation } = script.next();
      recorder.giveUp(operation, line.take(), nowMs, patienceMs);
    }
  };
  const release = (connection: Connection, freeMs: number, nowMs: number): void => {
    const hadLine = isSaturated();
    if (hadLine) giveUp(nowMs);
    if (hadLine && line.headMs <= nowMs && !course.stopped && !launching) {
      recorder.queue(line.headMs, line.lengthAt(nowMs));
      return launch(connection, Math.max(line.headMs, freeMs), nowMs);
    }
    free.push(connection);
    if (hadLine && !course.stopped) alarm.set(line.headMs);
    finishIfEmpty();
  };
  const serve = (nowMs: number): void => {
    if (course.stopped) return;
    // A backlog takes its time to send, which counts as lag: so the clock is read for each.
    for (let [sent, sendMs] = [0, nowMs]; sent < mostAtOnce && line.headMs <= sendMs; sent++, sendMs = now()) {
      const connection = free.pop() ?? (all.length < most ? open() : undefined);
      if (connection === undefined) break;
      launch(connection, null, sendMs);
    }
    if (isSaturated()) giveUp(nowMs);
    if (isSaturated()) alarm.set(Math.max(line.headMs, nowMs + glanceMs));
    else alarm.set(line.headMs, line.thenMs);
    finishIfEmpty();
  };
  const alarm = parts.clock.alarm(serve);
  alarm.set(line.headMs);
  finishIfEmpty();
  return {
    done,
    measure: () => {
      line.measure();
      alarm.set(line.headMs);
    },
    finish: (nowMs) => {
      // Who waits in line was kept waiting by the service.
      for (; line.headMs <= nowMs; line.take()) recorder.queue(line.headMs, line.lengthAt(nowMs));
      line.end();
      alarm.set(line.headMs);
      finishIfEmpty();
    },
    flights: (nowMs) => {
      const idle = new Set(free);
      return countFlights(
        all.filter((connection) => !idle.has(connection)).map(({ operation, readyMs }) => ({ flying: operation, sinceMs: readyMs })),
        nowMs,
      );
    },
    close: async () => {
      alarm[Symbol.dispose]();
      await Promise.all(all.map(({ session }) => session.close()));
    },
  };
}
