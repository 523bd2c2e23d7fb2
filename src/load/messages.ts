import type { InvariantSeen } from '../model/invariant-seen.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SessionStage, StageSeen } from '../model/sessions.ts';
import type { Unreached } from '../model/unreached.ts';
import type { Share } from './course.ts';
import type { Opening } from './opening.ts';
import type { Recording } from './recording.ts';
import type { Block } from './warm-up.ts';

/** What the parent says to an engine's thread. */
export type ToEngine =
  | { readonly kind: 'open'; readonly opening: Opening }
  /** `settle`: the warm-up may end before its time, when the parent says so. `record`: a history is asked for. `calls`: all calls are. `salt`: see `Fresh`. */
  | {
      readonly kind: 'run';
      readonly id: number;
      readonly scenario: Scenario;
      readonly share: Share;
      readonly settle: boolean;
      readonly record: boolean;
      readonly calls: boolean;
      readonly salt: number;
    }
  | { readonly kind: 'warm'; readonly id: number }
  /** Nothing more is to be begun. */
  | { readonly kind: 'finish'; readonly id: number }
  | { readonly kind: 'stop'; readonly id: number }
  /** Something is to be done with sessions that have a driver each. */
  | { readonly kind: 'hold'; readonly id: number; readonly stage: SessionStage }
  /** All sessions are to be ended, those of loads as well; the next load begins its own. */
  | { readonly kind: 'rest'; readonly id: number }
  /** What is declared to hold whenever no load is under way is to be looked at. */
  | { readonly kind: 'look'; readonly id: number }
  | { readonly kind: 'close' };

/** What an engine's thread says. `failed` is a mistake of ours: a service that fails is an observation. */
export type FromEngine =
  /** `unreached`: why a driver was not let in; null where all were, or nobody looked. */
  | { readonly kind: 'opened'; readonly unreached: Unreached | null }
  /** The leaders of all processes that the driver has started and that live. */
  | { readonly kind: 'processes'; readonly pids: readonly number[] }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: LoadProgress }
  | { readonly kind: 'block'; readonly id: number; readonly block: Block }
  /** `readyingMs`: what it took to ready the sessions of the load before it. */
  | { readonly kind: 'done'; readonly id: number; readonly recording: Recording; readonly readyingMs: number }
  | { readonly kind: 'held'; readonly id: number; readonly seen: StageSeen }
  | { readonly kind: 'rested'; readonly id: number }
  | { readonly kind: 'looked'; readonly id: number; readonly seen: readonly InvariantSeen[] }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };
