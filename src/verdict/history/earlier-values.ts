import type { KeptAcceptance } from '../../model/acceptance.ts';
import type { RememberedRun } from '../../model/memory.ts';
import type { Metric } from '../../model/metric.ts';
import { rebase } from '../accept/rebase.ts';
import { windowRuns } from '../rules.ts';

/** A metric in one earlier run. */
export interface EarlierValue {
  readonly value: number;
  /** As if whatever was accepted since had been so already: what this run is held against. */
  readonly rebased: number;
  readonly createdAt: string;
  readonly commit: string;
}

/**
 * A metric in the earlier runs inside the window, in the order in which they were kept: clocks of runners say nothing about it. A metric that
 * changed its unit or its direction is another one.
 */
export function earlierValues(
  { name, unit, worse }: Metric,
  earlier: readonly RememberedRun[],
  acceptances: readonly KeptAcceptance[],
): readonly EarlierValue[] {
  const values = earlier.flatMap(({ createdAt, commit, metrics }) => {
    const metric = metrics.find((each) => each.name === name && each.unit === unit && each.worse === worse);
    return metric === undefined ? [] : [{ value: metric.value, createdAt, commit }];
  });
  const rebased = rebase(name, values, acceptances);
  return values.map((each, at) => ({ ...each, rebased: rebased[at] ?? each.value })).slice(1 - windowRuns);
}
