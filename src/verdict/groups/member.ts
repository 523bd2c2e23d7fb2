import type { RememberedRun } from '../../model/memory.ts';
import type { Run } from '../../model/run.ts';

/** One run of a group, whole and as a baseline would remember it. */
export interface Member {
  readonly run: Run;
  readonly remembered: RememberedRun;
}
