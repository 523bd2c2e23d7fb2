import type { LoadProgress, Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';

/** The driver's settings as they travel; the load engine does not know the driver. */
export interface EngineDriver {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** What the parent says to the engine's thread. */
export type ToEngine =
  | { readonly kind: 'open'; readonly target: Target; readonly operations: readonly Operation[]; readonly driver: EngineDriver }
  | { readonly kind: 'run'; readonly id: number; readonly scenario: Scenario }
  | { readonly kind: 'stop'; readonly id: number }
  | { readonly kind: 'close' };

/** What the engine's thread says. `failed` is a mistake of ours: a service that fails is an observation. */
export type FromEngine =
  | { readonly kind: 'opened' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: LoadProgress }
  | { readonly kind: 'done'; readonly id: number; readonly observation: Observation }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };
