import { join } from 'node:path';
import { openOn } from '../../../src/driver/module/open.ts';
import type { DriverSettings } from '../../../src/model/driver-settings.ts';
import type { ModuleOperation, ModuleSettings } from '../../../src/model/module.ts';
import type { Operation, OperationMeaning } from '../../../src/model/operation.ts';
import type { JsonExpectation } from '../../../src/model/json-expectation.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Driver, Session } from '../../../src/model/session.ts';
import { root } from '../../support/cli.ts';
import { driverSettings, now, perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';

/** A call as an operation. */
export function call(
  name: string,
  argument?: unknown,
  json: readonly JsonExpectation[] = [],
  meaning: OperationMeaning = {},
): Operation<ModuleOperation> {
  const text = argument === undefined ? null : JSON.stringify(argument);
  return { name, weight: 1, meaning, spec: { driver: 'module', call: name, argument: text, expect: { json } } };
}

/** Reads what stands at a path of what came back. */
export function told(name: string, path: string, argument?: unknown): Operation<ModuleOperation> {
  return call(name, argument, [], { deed: { kind: 'read', key: 'a', value: path, maxStaleMs: 0 } });
}

export interface AModule extends AsyncDisposable {
  readonly driver: Driver;
  readonly session: Session;
  readonly lists: readonly (readonly number[])[];
  readonly perform: (operation?: number, given?: typeof values) => Promise<Outcome>;
}

/** A driver of functions of a module under fixtures/modules, or at an absolute path, with the session of user 3. */
export function aModule(
  bundle: string,
  file: string,
  operations: readonly Operation<ModuleOperation>[],
  settings: Partial<DriverSettings> = {},
  own: Partial<ModuleSettings> = {},
): AModule {
  const lists: (readonly number[])[] = [];
  const module = { file: file.startsWith('/') ? file : join(root, 'fixtures/modules', file), environment: {}, startMs: 10_000, ...own };
  const driver = openOn(bundle, {
    target: { url: 'none:' },
    operations,
    settings: driverSettings({ ...settings, module }),
    surroundings: { directory: import.meta.dirname, environment: { PATH: process.env['PATH'] ?? '' } },
    now,
    onProcesses: (pids) => lists.push(pids),
  });
  const session = driver.openSession(3);
  return {
    driver,
    session,
    lists,
    perform: (operation = 0, given = values) => perform(session, operation, given),
    [Symbol.asyncDispose]: () => driver.close(),
  };
}
