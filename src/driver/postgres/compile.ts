import type { Operation } from '../../model/operation.ts';
import type { PostgresOperation } from '../../model/postgres.ts';
import { compileJsonChecks } from '../json-checks.ts';
import { compileReading, type CompiledReading } from '../reading.ts';
import { compileValue, type BindValue } from './compile-value.ts';

/** A statement, readied once. */
export interface CompiledStatement {
  readonly sql: string;
  /** Under which a connection parses it once; null where it is parsed each time. */
  readonly name: string | null;
  readonly values: readonly BindValue[];
}

/** An operation, readied once for all of its requests. */
export interface CompiledOperation {
  /** BEGIN; null for a statement outside of a transaction. */
  readonly begin: string | null;
  readonly statements: readonly CompiledStatement[];
  /** Whether a failure that the server answers surely has no effect. */
  readonly undoes: boolean;
  /** What is wrong with the answer's document, or null; null where nothing is expected. */
  readonly check: ((document: unknown) => string | null) | null;
  readonly reading: CompiledReading | null;
}

/** These alone cannot end a transaction within, as a procedure can. */
const wholeOrNothing = /^\s*(select|insert|update|delete|merge|with|values|table)\b/i;

/** Readies an operation; `index` tells its statements from those of others. */
export function compileOperation({ spec, meaning }: Operation<PostgresOperation>, index: number, prepare: boolean): CompiledOperation {
  const { statements, transaction, expect } = spec;
  return {
    begin: transaction === null ? null : `BEGIN ISOLATION LEVEL ${transaction.isolation.toUpperCase()}`,
    statements: statements.map(({ sql, values }, at) => ({
      sql,
      name: prepare ? `plimsoll_${index}_${at}` : null,
      values: values.map(compileValue),
    })),
    undoes: transaction !== null || statements.every(({ sql }) => wholeOrNothing.test(sql)),
    check: expect.json.length === 0 ? null : compileJsonChecks(expect.json),
    reading: compileReading(meaning),
  };
}
