import type { Hear, Session, TemplateValues } from '../../model/session.ts';
import { closedInFlight, failedOutcome, refusal, refuse, type Failure } from '../failure.ts';
import type { Deadlines, Waiting } from '../deadlines.ts';
import type { Command } from './command.ts';
import type { Ended, Job, Runner } from './job.ts';
import { judge, measuredOf } from './judge.ts';
import type { Roster } from '../roster.ts';
import type { Runners } from './runners.ts';

/** What all sessions of a driver share. */
export interface Around {
  readonly commands: readonly Command[];
  readonly runners: Runners;
  readonly roster: Roster;
  readonly deadlines: Deadlines;
  readonly late: Failure;
  readonly maxBodyBytes: number;
  readonly now: () => number;
  /** Called when a session is closed. */
  readonly forget: (session: ExecSession) => void;
}

/** An operation on its way. */
interface Flight {
  readonly command: Command;
  readonly job: Job;
  readonly sentAtMs: number;
  readonly hear: Hear;
  pid: number | null;
  /** Why and when nobody waits for its process any more; it is told when that is gone. */
  givenUp: { readonly failure: Failure; readonly atMs: number } | null;
}

/** What was killed must not be waited for longer: a process in uninterruptible sleep may never go. */
const killPatienceMs = 500;

/** A user of command lines: one process after another. */
export class ExecSession implements Session {
  readonly #around: Around;
  readonly #user: number;
  readonly #waiting: Waiting = { startedAtMs: 0, before: null, after: null, expire: () => this.#expire() };
  #runner: Runner | null = null;
  #flight: Flight | null = null;
  #patience: NodeJS.Timeout | null = null;
  #isClosed: boolean = false;

  constructor(around: Around, user: number) {
    this.#around = around;
    this.#user = user;
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    if (this.#isClosed) return refuse(refusal('the session is closed'), nowMs, hear);
    if (this.#flight !== null) return refuse(refusal('the session is busy'), nowMs, hear);
    const command = this.#around.commands[operation];
    if (command === undefined) return refuse(refusal('no such operation'), nowMs, hear);
    const flight: Flight = { command, job: command.job(values, this.#user), sentAtMs: nowMs, hear, pid: null, givenUp: null };
    this.#flight = flight;
    this.#around.deadlines.add(this.#waiting, nowMs);
    if (this.#runner?.isLost === true) this.#discard();
    this.#runner ??= this.#around.runners.take();
    if (this.#runner === null) void this.#open();
    else this.#run(this.#runner, flight);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const flight = this.#flight;
    const runner = this.#runner;
    this.#runner = null;
    if (flight !== null) this.#fail(flight, flight.givenUp?.failure ?? closedInFlight, flight.givenUp?.atMs ?? this.#around.now());
    this.#around.forget(this);
    if (runner === null) return;
    if (flight === null) this.#around.runners.give(runner);
    else await this.#around.runners.discard(runner);
  }

  async #open(): Promise<void> {
    const runner = await this.#around.runners.open();
    if (runner === null) return;
    if (this.#isClosed || this.#runner !== null || this.#flight === null) return this.#around.runners.give(runner);
    this.#runner = runner;
    // Maybe a later one than it was opened for: none of them was started.
    this.#run(runner, this.#flight);
  }

  #run(runner: Runner, flight: Flight): void {
    const { roster } = this.#around;
    const living = (pid: number): void => {
      flight.pid = pid;
      roster.add(pid);
    };
    runner.run(flight.job, living, (ended) => {
      if (flight.pid !== null) roster.remove(flight.pid);
      if (this.#flight === flight) this.#complete(flight, ended);
    });
  }

  #complete(flight: Flight, ended: Ended): void {
    const nowMs = this.#around.now();
    if (flight.givenUp !== null) return this.#fail(flight, flight.givenUp.failure, flight.givenUp.atMs, ended);
    this.#settle();
    const { maxBodyBytes } = this.#around;
    flight.hear(judge(flight.command, ended, flight.job.argv[0] ?? '', maxBodyBytes, flight.sentAtMs, nowMs), nowMs);
  }

  #expire(): void {
    const flight = this.#flight;
    this.#around.deadlines.remove(this.#waiting);
    if (flight === null) return;
    flight.givenUp = { failure: this.#around.late, atMs: this.#around.now() };
    // Nothing was started yet.
    if (this.#runner === null) return this.#fail(flight, flight.givenUp.failure, flight.givenUp.atMs);
    this.#runner.kill();
    this.#patience = setTimeout(() => {
      this.#discard();
      if (flight.pid !== null) this.#around.roster.remove(flight.pid);
      if (this.#flight === flight) this.#fail(flight, this.#around.late, flight.givenUp?.atMs ?? this.#around.now());
    }, killPatienceMs);
  }

  #fail(flight: Flight, failure: Failure, atMs: number, ended: Ended = { kind: 'lost' }): void {
    this.#settle();
    const bytes = ended.kind === 'ended' ? ended.bytes : 0;
    flight.hear({ ...failedOutcome(failure, flight.sentAtMs, atMs, bytes), measured: measuredOf(ended) }, this.#around.now());
  }

  /** Nothing is in flight any more. */
  #settle(): void {
    const flight = this.#flight;
    this.#flight = null;
    if (flight?.givenUp === null) this.#around.deadlines.remove(this.#waiting);
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
  }

  #discard(): void {
    if (this.#runner !== null) void this.#around.runners.discard(this.#runner);
    this.#runner = null;
  }
}
