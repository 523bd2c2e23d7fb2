import type { Operation, OperationMeaning } from '../../src/model/operation.ts';
import type { SimulatedOperation, SimulatedSettings } from '../../src/model/simulated.ts';
import type { Request } from '../../src/simulation/request.ts';
import { SimulatedService } from '../../src/simulation/service.ts';
import { VirtualTime } from '../../src/simulation/virtual-time.ts';
import { healthy, plain } from '../support/simulated.ts';

export const settings: SimulatedSettings = { ...healthy, memoryBytes: 1_000, startupMs: 0 };

/** An operation that takes 10 ms, always. */
export function operation(part: Partial<SimulatedOperation> = {}, meaning: OperationMeaning = {}): Operation<SimulatedOperation> {
  return { name: 'ask', weight: 1, spec: { ...plain, timeMs: 10, spread: 'constant', cpuMs: 1, ...part }, meaning };
}

/** A service, and what came of each request in the order of their ends. */
export interface Asked {
  readonly time: VirtualTime;
  readonly service: SimulatedService;
  readonly ended: { readonly name: string; readonly atMs: number; readonly request: Request }[];
  /** Asks now. */
  readonly ask: (name: string, part?: Partial<Request>) => void;
}

export function aService(part: Partial<SimulatedSettings>, ...operations: readonly Partial<SimulatedOperation>[]): Asked {
  const time = new VirtualTime();
  const all = operations.length === 0 ? [operation()] : operations.map((one) => operation(one));
  const service = new SimulatedService({ settings: { ...settings, ...part }, operations: all }, 1, time);
  const ended: Asked['ended'] = [];
  return {
    time,
    service,
    ended,
    ask: (name, more = {}) => {
      const request: Request = {
        operation: 0,
        user: 0,
        key: '1',
        deed: null,
        arrivedMs: 0,
        pooledMs: 0,
        ended: 'answered',
        value: undefined,
        owner: 0,
        hear: (atMs) => void ended.push({ name, atMs, request }),
        ...more,
      };
      service.begin(request);
    },
  };
}
