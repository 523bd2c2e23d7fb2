import type { DeedMeaning, HttpOperation, Operation, OperationMeaning } from '../../model/operation.ts';
import type { SimulatedOperation } from '../../model/simulated.ts';

/** The same operation as a request to a process that does in real time what the model says. */
export function overHttp({ name, weight, meaning }: Operation<SimulatedOperation>): Operation<HttpOperation> {
  const last = meaning.deed?.kind === 'compare-and-set' ? '&last={{last}}' : '';
  const path = `/${encodeURIComponent(name)}?key={{key}}&user={{user}}&uuid={{uuid}}${last}`;
  const spec: HttpOperation = { driver: 'http', method: 'GET', path, headers: {}, expect: { status: [], json: [] } };
  return { name, weight, spec, meaning: toldAt(meaning) };
}

/** Where its answers tell what the meaning asks for. */
function toldAt(meaning: OperationMeaning): OperationMeaning {
  const { deed, isolates } = meaning;
  return {
    ...meaning,
    ...(deed === undefined ? {} : { deed: deedTold(deed) }),
    ...(isolates === undefined ? {} : { isolates: { ...isolates, path: '$.owner' } }),
  };
}

function deedTold(deed: DeedMeaning): DeedMeaning {
  switch (deed.kind) {
    case 'read':
      return { ...deed, value: '$.value' };
    case 'increment':
      return deed.value === null ? deed : { ...deed, value: '$.value' };
    case 'compare-and-set':
      return { ...deed, swapped: '$.value' };
    case 'write':
    case 'append':
      return deed;
    default:
      return deed satisfies never;
  }
}
