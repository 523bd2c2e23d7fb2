import { openPostgres } from '../../../src/driver/postgres/open.ts';
import type { DriverSettings } from '../../../src/model/driver-settings.ts';
import type { Operation, OperationMeaning } from '../../../src/model/operation.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { PostgresOperation, PostgresSettings } from '../../../src/model/postgres.ts';
import type { Driver, Session, TemplateValues } from '../../../src/model/session.ts';
import { nowhere } from '../../../src/model/surroundings.ts';
import { driverSettings, now, perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';

/** One statement, or several of a transaction: each as text, or as text and values. */
export interface Asked {
  readonly sql: readonly (string | readonly [sql: string, ...values: readonly string[]])[];
  readonly transaction?: 'read committed' | 'repeatable read' | 'serializable';
  readonly json?: PostgresOperation['expect']['json'];
  readonly meaning?: OperationMeaning;
}

/** The driver on a server, with its sessions at hand. */
export interface Opened extends AsyncDisposable {
  readonly driver: Driver;
  session(user: number): Session;
  /** What becomes of one operation of a user. */
  perform(operation: number, user?: number, given?: Partial<TemplateValues>): Promise<Outcome>;
}

export function open(
  url: string,
  asked: readonly Asked[],
  postgres: Partial<PostgresSettings> = {},
  settings: Partial<DriverSettings> = {},
): Opened {
  const driver = openPostgres({
    target: { url: `tcp://127.0.0.1:${new URL(url).port || 5_432}` },
    operations: asked.map(operationOf),
    settings: driverSettings({
      ...settings,
      postgres: { url, pool: 5, waitMs: null, prepare: true, setup: [], invariants: [], ...postgres },
    }),
    surroundings: nowhere,
    now,
    onProcesses: () => undefined,
  });
  const sessions = new Map<number, Session>();
  const session = (user: number): Session => {
    const found = sessions.get(user) ?? driver.openSession(user);
    sessions.set(user, found);
    return found;
  };
  return {
    driver,
    session,
    perform: (operation, user = 0, given = {}) => perform(session(user), operation, { ...values, ...given }),
    [Symbol.asyncDispose]: () => driver.close(),
  };
}

function operationOf({ sql, transaction, json = [], meaning = {} }: Asked, index: number): Operation<PostgresOperation> {
  return {
    name: `operation-${index}`,
    weight: 1,
    meaning,
    spec: {
      driver: 'postgres',
      statements: sql.map((one) => (typeof one === 'string' ? { sql: one, values: [] } : { sql: one[0], values: one.slice(1) })),
      transaction: transaction === undefined ? null : { isolation: transaction },
      expect: { json },
    },
  };
}
