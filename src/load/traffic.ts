import type { Session } from '../model/session.ts';
import type { Clock } from './alarm.ts';
import type { Course, Share } from './course.ts';
import type { Flying } from './flying.ts';
import type { Fresh } from './fresh.ts';
import type { Recorder } from './recorder.ts';
import type { Witness } from './witness.ts';

/** What every kind of traffic needs. */
export interface TrafficParts {
  readonly course: Course;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly now: () => number;
  /** The names of the driver's operations, in its order. */
  readonly operations: readonly string[];
  readonly openSession: (user: number) => Session;
  readonly share: Share;
  /** How long an arrival waits for a connection before it counts as timed out. */
  readonly patienceMs: number;
  /** Null where nobody wants to hear more of operations than what is counted. */
  readonly witness: Witness | null;
  readonly fresh: Fresh;
}

/** The operations of one run as they are begun and ended. */
export interface Traffic {
  /** Resolves when nothing is in flight and nothing will be begun. */
  readonly done: Promise<void>;
  /** The measured time begins now; the course says when it began exactly. */
  measure(): void;
  /** Nothing more is begun: who thinks or waits in line never sends. */
  finish(nowMs: number): void;
  /** What is in flight now. */
  flights(nowMs: number): readonly Flying[];
  /** Closes every connection; what is in flight ends as `reset`. Resolves when the sockets are gone. */
  close(): Promise<void>;
}
