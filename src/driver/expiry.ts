import type { Operation } from '../model/operation.ts';
import { livesMs } from './redis/expiry.ts';

/** How long what an operation writes lives before it expires, in milliseconds, where its driver sees that; null where it does not. */
export function expiryOf({ spec }: Operation): number | null {
  return spec.driver === 'redis' ? livesMs(spec) : null;
}
