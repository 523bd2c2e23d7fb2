import type { RememberedRun } from '../../model/memory.ts';
import { sayCommit } from '../say-base.ts';

/** Which run that was: ` of 2026-10-31 (4f2c1e9)`; empty for none. */
export function sayRun(run: Pick<RememberedRun, 'createdAt' | 'commit'> | undefined): string {
  return run === undefined ? '' : ` of ${run.createdAt.slice(0, 10)}${sayCommit(run.commit)}`;
}
