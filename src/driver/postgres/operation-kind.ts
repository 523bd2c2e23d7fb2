import type { Statement } from '../../model/postgres.ts';
import { decideJsonChecks } from '../json-checks.ts';
import type { OperationKind } from '../operation-kind.ts';
import type { StatementGiven } from './given.ts';

/** What this driver knows of its operations. */
export const postgresKind: OperationKind = {
  driver: 'postgres',
  actions: ['sql', 'transaction'],
  details: ['isolation'],
  expects: ['json'],
  portTexts: [['postgres', 'url']],
  decide: ({ sql, transaction, isolation, expect }) => ({
    driver: 'postgres',
    statements: (transaction ?? (sql === undefined ? [] : [sql])).map(decideStatement),
    transaction: transaction === undefined && isolation === undefined ? null : { isolation: isolation ?? 'read committed' },
    expect: { json: decideJsonChecks(expect.json) },
  }),
  textsOf: ({ sql, transaction }) => [sql, transaction],
};

function decideStatement(given: StatementGiven): Statement {
  return typeof given === 'string' ? { sql: given, values: [] } : { sql: given.sql, values: (given.values ?? []).map(String) };
}
