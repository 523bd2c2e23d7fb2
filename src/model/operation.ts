import type { ExecOperation } from './exec.ts';
import type { JsonExpectation } from './json-expectation.ts';
import type { ModuleOperation } from './module.ts';
import type { PostgresOperation } from './postgres.ts';
import type { RedisOperation } from './redis.ts';
import type { SimulatedOperation } from './simulated.ts';
import type { StdioOperation } from './stdio.ts';

/** What an answer must be for the operation to have succeeded; checked in this order, the first that fails names the error. */
export interface Expectation {
  /** Status codes that count as success; empty means any below 400. */
  readonly status: readonly number[];
  /** JSON path (`$.a.b[0]`) → value that must be equal there. */
  readonly json: readonly JsonExpectation[];
}

/** One HTTP request, its texts still holding `{{uuid}}`, `{{n}}`, `{{key}}`, `{{user}}`, `{{last}}` and `{{payload}}`. */
export interface HttpOperation {
  readonly driver: 'http';
  readonly method: string;
  /** Absolute path with query, joined to the service's origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly expect: Expectation;
}

/** What one operation does, by the driver that does it. */
export type OperationSpec =
  | HttpOperation
  | StdioOperation
  | ExecOperation
  | PostgresOperation
  | RedisOperation
  | ModuleOperation
  | SimulatedOperation;

/** The template whose value a request writes: the same is never written twice in a load. */
export type WrittenValue = 'uuid' | 'n';

/** What a success of an operation does to one key, or tells of it. A `key` may hold `{{key}}` and `{{user}}`. */
export type DeedMeaning =
  | { readonly kind: 'write'; readonly key: string; readonly value: WrittenValue }
  /**
   * `value` is the JSON path where the answer tells it; null where the whole body is it. `maxStaleMs`: by so much may the value be
   * older than the request; 0 for a service that promises the newest.
   */
  | { readonly kind: 'read'; readonly key: string; readonly value: string | null; readonly maxStaleMs: number }
  /**
   * `value` is the JSON path where the answer tells the count; null where it tells none. `fromLast`: the request says the new count, by
   * so much more than its user last saw, who looks before each: read, modify, write.
   */
  | { readonly kind: 'increment'; readonly key: string; readonly by: number; readonly value: string | null; readonly fromLast?: true }
  /**
   * Writes only where the value that this user last saw still stands. `swapped` is the JSON path where the answer says `true` or
   * `false`; null where its status says it, below 400 or not.
   */
  | { readonly kind: 'compare-and-set'; readonly key: string; readonly value: WrittenValue; readonly swapped: string | null }
  | { readonly kind: 'append'; readonly key: string; readonly value: WrittenValue };

/** Whose the answers of an operation are: they must show nothing of another user. */
export interface IsolationMeaning {
  /** JSON path where the answer names the user that asked. */
  readonly path: string;
  /** What it must name, with `{{user}}`; null where the service gives its users names of its own. */
  readonly token: string | null;
}

/** What an operation is declared to mean, so that correctness can be judged. */
export interface OperationMeaning {
  readonly deed?: DeedMeaning;
  readonly isolates?: IsolationMeaning;
  /** What stands behind it; `pool` for anything of which there is not enough for all users at once, as a database's connections are. */
  readonly kind?: 'database' | 'cache' | 'pool';
}

/** One kind of request with its share in the mix. */
export interface Operation<Spec extends OperationSpec = OperationSpec> {
  readonly name: string;
  readonly weight: number;
  readonly spec: Spec;
  readonly meaning: OperationMeaning;
}
