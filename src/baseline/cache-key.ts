import { createHash } from 'node:crypto';

/** Keys of the Actions cache for one suite. */
export interface CacheKeys {
  /** This run's own entry; entries cannot be changed, so each run writes a new one. */
  readonly save: string;
  /** Finds the newest entry of any run of this suite. */
  readonly restore: string;
}

/**
 * The cache matches every key, the exact one too, by prefix. So no key may begin like another suite's: the readable part has no
 * dot, the dot ends it, and the hash after it tells apart what the readable part cannot; the last dot ends the attempt.
 */
export function cacheKeys(suite: string, runKey: string): CacheKeys {
  const readable = suite.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60);
  const hash = createHash('sha256').update(suite).digest('hex').slice(0, 16);
  const restore = `plimsoll-1-${readable}.${hash}-`;
  return { save: `${restore}${runKey.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 100)}.`, restore };
}
