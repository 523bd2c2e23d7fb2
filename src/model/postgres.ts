import type { JsonExpectation } from './json-expectation.ts';

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';

/** A statement that must give `equals` in the first column of its first row, when the load has drained. */
export interface Invariant {
  readonly name: string;
  readonly sql: string;
  readonly equals: string;
}

/** One PostgreSQL server, and the pool that all users share. */
export interface PostgresSettings {
  /** With the password; never told. It may hold `${PORT}`, which is the port of the service. */
  readonly url: string;
  /** Connections of the pool. */
  readonly pool: number;
  /** How long an operation may wait for a connection of the pool; null for as long as it may take at all. */
  readonly waitMs: number | null;
  /** Whether a statement is parsed once a connection, under a name, and not each time. */
  readonly prepare: boolean;
  /** Run once before the first load of a process. */
  readonly setup: readonly string[];
  readonly invariants: readonly Invariant[];
}

export interface Statement {
  readonly sql: string;
  /** With templates; the first is `$1`. In a transaction they may hold `{{read.COLUMN}}`, `{{read.COLUMN+1}}` and `{{read.COLUMN-1}}`. */
  readonly values: readonly string[];
}

/** One statement, or a transaction of several. The answer is `{ rows, count }`: the rows of the last one that gives any, how many the last one gave or changed. */
export interface PostgresOperation {
  readonly driver: 'postgres';
  readonly statements: readonly Statement[];
  /** Null for a statement outside of a transaction. */
  readonly transaction: { readonly isolation: IsolationLevel } | null;
  readonly expect: { readonly json: readonly JsonExpectation[] };
}
