import type { JsonExpectation } from './json-expectation.ts';

/** One Redis server; each user has a connection of its own. */
export interface RedisSettings {
  /** With the password; never told. It may hold `${PORT}`. */
  readonly url: string;
  /** Commands that are run once before the first load of a process, all at once. */
  readonly setup: readonly (readonly string[])[];
}

/**
 * Commands whose answers come together. The answer is the reply of a single command or a script, and the list of replies of a pipeline
 * or a transaction: numbers are numbers, everything else is text, and what is not there is null.
 */
export interface RedisOperation {
  readonly driver: 'redis';
  /** Name and arguments, with templates; of a script one EVALSHA with its digest. */
  readonly commands: readonly (readonly string[])[];
  /** `pipeline`: sent at once. `transaction`: between MULTI and EXEC. */
  readonly mode: 'single' | 'pipeline' | 'transaction' | 'script';
  /** The script's Lua, for a server that does not know its digest; null without one. */
  readonly lua: string | null;
  /** Whether an empty answer is a miss, which is counted. */
  readonly hits: boolean;
  readonly expect: { readonly json: readonly JsonExpectation[] };
}
