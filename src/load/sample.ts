import type { OperationObservation } from '../model/observation.ts';
import type { Enclosed, Sample } from '../model/sample.ts';
import { errorKinds } from '../model/outcome.ts';
import { certainty } from '../stats/certainty.ts';
import { Distribution } from './distribution.ts';

type Total = Pick<OperationObservation, 'requests' | 'errors' | 'errorKinds' | 'responseMs' | 'histogram'>;

/** What the totals of loads alike say together, with the certainty that limits are judged by. */
export function sampleOf(totals: readonly [Total, ...Total[]]): Sample {
  const all = new Distribution();
  for (const { responseMs, histogram } of totals) all.addObserved(responseMs, histogram);
  const kinds = errorKinds.flatMap((kind) => {
    const count = totals.reduce((sum, total) => sum + (total.errorKinds[kind] ?? 0), 0);
    return count === 0 ? [] : [[kind, count] as const];
  });
  return {
    loads: totals.length,
    requests: totals.reduce((sum, { requests }) => sum + requests, 0),
    errors: totals.reduce((sum, { errors }) => sum + errors, 0),
    errorKinds: Object.fromEntries(kinds),
    responseMs: {
      ...named('mean', all.encloseMean(certainty)),
      ...named('p50', all.encloseQuantile(0.5, certainty)),
      ...named('p95', all.encloseQuantile(0.95, certainty)),
      ...named('p99', all.encloseQuantile(0.99, certainty)),
    },
  };
}

function named(name: keyof Sample['responseMs'], enclosed: Enclosed | null): Sample['responseMs'] {
  return enclosed === null ? {} : { [name]: enclosed };
}
