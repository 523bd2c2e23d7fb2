import type { ErrorKind } from '../model/outcome.ts';
import type { Deed } from './store.ts';

/** What a request ended in; one that times out is never answered. */
export type Ended = 'answered' | ErrorKind;

/** One operation on its way through a simulated service, and its answer when it has ended. */
export interface Request {
  /** The operation's index. */
  operation: number;
  user: number;
  key: string;
  deed: Deed | null;
  /** When it came in, and when it got its connection of the pool. */
  arrivedMs: number;
  pooledMs: number;
  ended: Ended;
  /** What the answer tells of its key, and whom it names. */
  value: string | null | undefined;
  owner: number;
  /** Hears of its end, once. */
  hear(nowMs: number): void;
}
