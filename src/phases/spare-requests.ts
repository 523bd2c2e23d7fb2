import { compileWire } from '../driver/http/own/wire.ts';
import { compileRequest } from '../driver/http/request.ts';
import type { Operation } from '../model/operation.ts';

/**
 * Requests like those of the load, for clients beside it: of the operations that only read if there are any, in turn. Null where none
 * can be put together, as for a service behind TLS.
 */
export function spareRequests(operations: readonly Operation[], keys: number, url: string): (() => string) | null {
  const { protocol, host, pathname } = new URL(url);
  const wires = spareOperations(operations).map(({ spec }) => compileWire(compileRequest(spec, pathname.replace(/\/+$/, '')), host));
  let n = 0;
  const compose = (): string | null => {
    n += 1;
    const uuid = `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
    const message = wires[n % wires.length]?.compose({ uuid, n, key: String((n % keys) + 1) }, 0, '');
    return message?.kind === 'sendable' ? message.text : null;
  };
  return protocol !== 'http:' || compose() === null ? null : () => compose() ?? '';
}

/** The operations that such requests are of. */
export function spareOperations(operations: readonly Operation[]): readonly Operation[] {
  const sent = operations.filter(({ weight }) => weight > 0);
  const reading = sent.filter(({ spec }) => spec.method === 'GET' || spec.method === 'HEAD');
  return reading.length > 0 ? reading : sent;
}
