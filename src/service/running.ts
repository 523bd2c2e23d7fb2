import type { Ending } from '../model/ending.ts';
import type { Target } from '../model/target.ts';
import type { SimulatedService } from '../simulation/service.ts';

/** A service that answers, ours to stop if we started it. */
export interface RunningService extends AsyncDisposable {
  readonly target: Target;
  /** Null for a service that we did not start, or that is no process. */
  readonly pid: number | null;
  /** From the start of its process until it was ready. */
  readonly readyMs: number;
  ending(): Ending | null;
  /** Of a service that we did not start: only once `lookAlive` finds it gone. */
  readonly ended: Promise<Ending>;
  /** Asks whether anybody listens still, where that is not told by itself; to be called when connections were refused. */
  lookAlive(): Promise<void>;
  /** The last lines it printed; hostile text. */
  output(): readonly string[];
  stop(): Promise<Ending | null>;
  /** The service itself, where it does not exist; absent of any other. */
  readonly simulated?: SimulatedService;
}

/** Whether we started it, so that it can be started anew. */
export function isOurs({ pid, simulated }: RunningService): boolean {
  return pid !== null || simulated !== undefined;
}
