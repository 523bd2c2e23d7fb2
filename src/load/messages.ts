import type { DriverSettings } from '../model/driver-settings.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import type { Share } from './course.ts';
import type { Recording } from './recording.ts';
import type { Block } from './warm-up.ts';

/** What the parent says to an engine's thread. */
export type ToEngine =
  | { readonly kind: 'open'; readonly target: Target; readonly operations: readonly Operation[]; readonly driver: DriverSettings }
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
  | { readonly kind: 'close' };

/** What an engine's thread says. `failed` is a mistake of ours: a service that fails is an observation. */
export type FromEngine =
  | { readonly kind: 'opened' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: LoadProgress }
  | { readonly kind: 'block'; readonly id: number; readonly block: Block }
  | { readonly kind: 'done'; readonly id: number; readonly recording: Recording }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };
