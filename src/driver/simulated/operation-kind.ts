import { errorKinds } from '../../model/outcome.ts';
import type { SimulatedOperation } from '../../model/simulated.ts';
import type { OperationKind } from '../operation-kind.ts';
import type { FailuresGiven, SimulateGiven } from './given.ts';

/** Of its time, where nobody says how much it computes. */
const computedShare = 0.1;

/** What this driver knows of its operations. */
export const simulatedKind: OperationKind = {
  driver: 'simulated',
  actions: ['simulate'],
  details: [],
  expects: [],
  decide: ({ simulate }) => {
    if (simulate === undefined) throw new Error('an operation of a simulated service without `simulate`');
    return decideSimulate(simulate);
  },
  // It writes whatever its deed needs to write.
  textsOf: (given) => [given['compare-and-set'] === undefined ? '{{uuid}}' : '{{uuid}} {{last}}'],
};

/** What an operation of a simulated service does, decided. */
export function decideSimulate(given: SimulateGiven): SimulatedOperation {
  const { time, spread, cpu, errors, holds, leak, lock, pooled, yields, racy } = given;
  return {
    driver: 'simulated',
    timeMs: time,
    spread,
    cpuMs: cpu ?? computedShare * time,
    errors: errors === undefined ? [] : decideFailures(errors),
    heldBytes: holds,
    leakBytes: leak,
    lock: lock ?? 'none',
    pooled,
    yields,
    racy,
    mixUpShare: given['mix-up'] / 100,
  };
}

function decideFailures(given: FailuresGiven): SimulatedOperation['errors'] {
  if (typeof given === 'number') return given === 0 ? [] : [{ kind: 'status', share: given / 100 }];
  return errorKinds.flatMap((kind) => {
    const share = given[kind] ?? 0;
    return share === 0 ? [] : [{ kind, share: share / 100 }];
  });
}
