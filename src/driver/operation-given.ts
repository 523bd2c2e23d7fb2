import type { ExecGiven } from './exec/given.ts';
import type { HttpGiven } from './http/given.ts';
import type { ModuleGiven } from './module/given.ts';
import type { PostgresGiven } from './postgres/given.ts';
import type { RedisGiven } from './redis/given.ts';
import type { SimulatedGiven } from './simulated/given.ts';
import type { StdioGiven } from './stdio/given.ts';

/** What an operation may be declared to do to a key; one at most. */
export const deeds = ['writes', 'reads', 'increments', 'adds', 'compare-and-set', 'append'] as const;

/** What an answer must be, as given. */
export interface ExpectationGiven {
  readonly status: readonly number[];
  readonly json: Readonly<Record<string, string | number | boolean | null>>;
  /** Exit codes of a process. */
  readonly code: readonly number[];
  /** A regular expression of what was printed. */
  readonly output?: string | undefined;
}

/** What may be said of a deed beside its key, there or beside the deed. */
interface DeedDetails {
  readonly value?: string | undefined;
  readonly by?: number | undefined;
  readonly staleness?: number | undefined;
}

/** A deed as given; the short form is its key alone. */
export interface DeedGiven extends DeedDetails {
  readonly key: string;
}

/** `isolates:` as given; the short form is the path alone. */
export interface IsolatesGiven {
  readonly value: string;
  readonly token?: string | undefined;
}

type DeedsGiven = Readonly<Partial<Record<(typeof deeds)[number], DeedGiven | undefined>>>;

/** What an operation may be declared to mean. */
export interface MeaningGiven extends DeedsGiven, DeedDetails {
  readonly isolates?: IsolatesGiven | undefined;
  readonly kind?: 'database' | 'cache' | 'pool' | undefined;
}

/** An operation as given, whichever driver performs it. */
export interface OperationGiven
  extends HttpGiven, StdioGiven, ExecGiven, PostgresGiven, RedisGiven, ModuleGiven, SimulatedGiven, MeaningGiven {
  readonly weight: number;
  readonly expect: ExpectationGiven;
}
