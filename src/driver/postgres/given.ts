import type { IsolationLevel } from '../../model/postgres.ts';

/** A statement as given; the short form is its text alone. */
export type StatementGiven = string | { readonly sql: string; readonly values?: readonly (string | number | boolean)[] | undefined };

/** One statement, or a transaction. */
export interface PostgresGiven {
  readonly sql?: StatementGiven | undefined;
  readonly transaction?: readonly StatementGiven[] | undefined;
  /** Of a single statement too: it is then a transaction of its own. */
  readonly isolation?: IsolationLevel | undefined;
}
