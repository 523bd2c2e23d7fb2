import type { Refusal } from '../reach.ts';
import type { Address } from './address.ts';
import { judgeRefusal } from './name-failure.ts';
import { onOneConnection } from './one-connection.ts';

/** Logs in and asks for something trivial, because what stands before a server may let in whom the server does not: why not, or null. */
export function logIn(address: Address, longestMs: number): Promise<Refusal | null> {
  return onOneConnection<Refusal | null>(address, longestMs, async (ask) => {
    const error = ask instanceof Error ? ask : await ask('SELECT 1');
    return error instanceof Error ? judgeRefusal(error, address) : null;
  });
}
