import type { InvariantSeen } from './invariant-seen.ts';
import type { Measure } from './measure.ts';
import type { Outcome } from './outcome.ts';
import type { Unreached } from './unreached.ts';

/** The values that fill an operation's templates: `{{uuid}}`, `{{n}}`, `{{key}}`, chosen by the scenario's seed, `{{last}}`, and `{{payload}}`. Good until the user's next step. */
export interface TemplateValues {
  readonly uuid: string;
  readonly n: number;
  readonly key: string;
  /** The value that this user last saw of the key; empty or absent where it saw none. */
  readonly last?: string;
  /** As many bytes as the scenario says, of what needs no escape anywhere; absent where nothing asks for it. */
  readonly payload?: string;
}

/** Hears what became of an operation. `nowMs` is the clock as it stands: later than the outcome's end when judging the answer took its time. */
export type Hear = (outcome: Outcome, nowMs: number) => void;

/** A virtual user's own connection: one operation at a time. */
export interface Session {
  /**
   * Performs the operation at this index of the list the driver was opened with. Never throws: failure is an outcome.
   * `nowMs` is the clock as the caller has just read it, so that one event of the loop reads it once. `hear` is called
   * exactly once and may at once perform the next operation; it is called before `perform` returns only when nothing could be sent.
   */
  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void;
  /** Ends the connection; an operation in flight is heard of as `reset`. Resolves when its socket is gone. */
  close(): Promise<void>;
}

/** Opens sessions on one target. */
export interface Driver {
  /** What it measures of each operation beside the response. */
  readonly measures: readonly Measure[];
  /**
   * Readies the sessions of these users before a load, so that what it takes to begin one is in no response: absent where the first
   * operation costs no more than a connection. What cannot be readied fails with its operations.
   */
  prepare?(users: readonly number[]): Promise<void>;
  /**
   * Asks once, before any load, to be let in by what it drives, and sets it up; a server that is only starting is waited for, at most so
   * long. `isFirst`: nothing was measured yet, so that whatever has to be begun is begun once for a try. Why it is not let in, or null; absent
   * where the first operation tells as much. Never throws.
   */
  reach?(patienceMs: number, isFirst: boolean): Promise<Unreached | null>;
  /** Costs nothing until the first operation: its connection is opened then, or was readied before. */
  openSession(user: number): Session;
  /** Looks once at what is declared to hold whenever no load is under way; absent where nothing can be declared. Never throws. */
  lookAtInvariants?(): Promise<readonly InvariantSeen[]>;
  /** Ends everything that was opened, processes included. */
  close(): Promise<void>;
}
