import { compileWire } from './own/wire.ts';
import { compileRequest } from './request.ts';
import type { HttpOperation, Operation } from '../../model/operation.ts';

/**
 * Requests like those of the load, for clients beside it: of the operations that only read if there are any, in turn. Null where none
 * can be put together, as for a service behind TLS.
 */
export function spareRequests(operations: readonly Operation[], keys: number, url: string): (() => string) | null {
  if (!url.startsWith('http:')) return null;
  const { host, pathname } = new URL(url);
  const wires = spareOperations(operations).map(({ spec }) => compileWire(compileRequest(spec, pathname.replace(/\/+$/, '')), host));
  let n = 0;
  const compose = (): string | null => {
    n += 1;
    const uuid = `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
    const message = wires[n % wires.length]?.compose({ uuid, n, key: String((n % keys) + 1) }, 0, '');
    return message?.kind === 'sendable' ? message.text : null;
  };
  return compose() === null ? null : () => compose() ?? '';
}

/** The operations that such requests are of. */
export function spareOperations(operations: readonly Operation[]): readonly Operation<HttpOperation>[] {
  const sent = operations.filter(isHttp).filter(({ weight }) => weight > 0);
  const reading = sent.filter(({ spec }) => spec.method === 'GET' || spec.method === 'HEAD');
  return reading.length > 0 ? reading : sent;
}

function isHttp(operation: Operation): operation is Operation<HttpOperation> {
  return operation.spec.driver === 'http';
}
