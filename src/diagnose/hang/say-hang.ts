import type { DrainTest } from '../../model/drain-test.ts';
import type { Flight } from '../../model/flight.ts';
import { printAmount, printCount, printDuration } from '../../units/print.ts';
import { isTotal, type Hang } from './name-hang.ts';

const mostFlights = 10;

type Stuck = Exclude<Hang, { kind: 'slow' }>;

/** What became of a stall that drained, in one sentence. */
export function saySlow(test: DrainTest): string {
  const { silentMs, drained, left, waitedMs } = test;
  const stall = isTotal(test) ? `nothing was answered for ${printDuration(silentMs)}` : 'some operations were passed by';
  const rest = left === 0 ? 'all that was in flight ended' : `${printCount(drained)} of ${printCount(drained + left)} in flight ended`;
  return `Slow, not stuck: ${stall}, and ${rest} within ${printDuration(waitedMs)} when the load was taken away`;
}

/** What a stuck service did, and what that is called, in one sentence. */
export function sayHang(hang: Stuck, test: DrainTest): string {
  const { left } = test;
  const stuckMs = stuckFor(test);
  const operations = left === 1 ? '1 operation has' : `${printCount(left)} operations have`;
  const stuck = `${operations} been stuck for ${printDuration(stuckMs)}`;
  const first = isTotal(test)
    ? `The service stopped answering: ${stuck}`
    : `${stuck[0]?.toUpperCase()}${stuck.slice(1)} while others were answered`;
  return [first, ...sayProbe(test), `and ${says(hang, test)}`].join(', ');
}

function says(hang: Stuck, test: DrainTest): string {
  const answers = test.probe.answeredMs !== null;
  switch (hang.kind) {
    case 'deadlock':
      return sayDeadlock(hang.how, answers);
    case 'livelock':
      return hang.how === 'busy'
        ? 'it burns CPU: a livelock, or one of its threads or processes in an endless loop'
        : `it wakes up ${printCount(test.switchesPerSecond ?? 0)} times a second for nothing: a livelock that sleeps between its tries`;
    case 'spin':
      return 'it burns CPU: an endless loop';
    default:
      return hang satisfies never;
  }
}

function sayDeadlock(how: Extract<Stuck, { kind: 'deadlock' }>['how'], answers: boolean): string {
  switch (how) {
    case 'blocked':
      return 'it uses no CPU: a deadlock, or a call that blocks the whole process';
    case 'unasked':
      return 'it uses no CPU: a deadlock, or answers that were never sent';
    case 'locked':
      return 'it uses no CPU: a deadlock';
    case 'partial':
      return 'they use no CPU: a partial deadlock, or answers that were never sent';
    case 'unseen':
      return `whether it uses CPU could not be seen: ${answers ? 'stuck, most likely a deadlock' : 'blocked or in an endless loop'}`;
    default:
      return how satisfies never;
  }
}

function sayProbe(test: DrainTest): readonly string[] {
  const { path, answeredMs } = test.probe;
  if (path === null) return [];
  if (answeredMs !== null) return [`${path} answers`];
  return [isTotal(test) ? `${path} is not answered on a new connection either` : `${path} did not answer on a new connection`];
}

/** How long the oldest had been in flight when the test was over; where operations are given up sooner, how long those were that took turns. */
function stuckFor(test: DrainTest): number {
  return Math.max(isTotal(test) ? test.silentMs : 0, ...test.flights.map(({ oldestMs }) => oldestMs)) + test.waitedMs;
}

/** What was seen, a line each. */
export function tellHang(test: DrainTest): readonly string[] {
  const { answered, silentMs, waitedMs, drained, left, probe, flights, threads, stack } = test;
  const asked =
    probe.answeredMs === null ? `no answer within ${printDuration(waitedMs)}` : `answered in ${printDuration(probe.answeredMs)}`;
  return [
    ...flights.slice(0, mostFlights).map(tellFlight),
    `${answered === 0 ? 'no answer before' : `${printCount(answered)} answers before`}; the load was taken away after ${printDuration(silentMs)} of silence`,
    `${printDuration(waitedMs)} later ${printCount(drained)} of what was in flight had ended, and ${printCount(left)} had not`,
    ...(probe.path === null ? [] : [`GET ${probe.path} on a new connection: ${asked}`]),
    ...tellWork(test),
    ...threads.map((line) => `threads: ${line}`),
    ...stack.map((line) => (/^(?:process \d+: )?keeps alive/.test(line) ? line : `stack: ${line}`)),
    `all this was known ${sayWhen(test)}`,
  ];
}

function sayWhen(test: DrainTest): string {
  const { silentMs, waitedMs, answered } = test;
  return isTotal(test) && answered > 0
    ? `${printDuration(silentMs + waitedMs)} after the last answer`
    : `${printDuration(stuckFor(test))} after the oldest of them began`;
}

function tellFlight({ operation, count, oldestMs }: Flight): string {
  return `${operation}: ${printCount(count)} in flight, the oldest for ${printDuration(oldestMs)}`;
}

function tellWork({ runnable, switchesPerSecond, idleSwitchesPerSecond }: DrainTest): readonly string[] {
  if (runnable === null) return ['this system does not say what the threads of the service do'];
  const idle = idleSwitchesPerSecond === null ? '' : `, ${printCount(idleSwitchesPerSecond)} before the load`;
  const switches = switchesPerSecond === null ? '' : `; it woke up ${printCount(switchesPerSecond)} times a second${idle}`;
  return [`meanwhile ${printAmount(runnable)} threads ran or wanted to${switches}`];
}
