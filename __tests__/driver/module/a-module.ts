import { join } from 'node:path';
import { openOn } from '../../../src/driver/module/open.ts';
import type { DriverSettings } from '../../../src/model/driver-settings.ts';
import type { ModuleOperation, ModuleSettings } from '../../../src/model/module.ts';
import type { Operation, OperationMeaning } from '../../../src/model/operation.ts';
import type { JsonExpectation } from '../../../src/model/json-expectation.ts';
import { root } from '../../support/cli.ts';
import { drive, driverSettings, now, type Driven } from '../../support/driving.ts';

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

/** A driver of functions of a module under fixtures/modules, or at an absolute path. */
export function aModule(
  bundle: string,
  file: string,
  operations: readonly Operation<ModuleOperation>[],
  settings: Partial<DriverSettings> = {},
  own: Partial<ModuleSettings> = {},
): Driven {
  const module = { file: file.startsWith('/') ? file : join(root, 'fixtures/modules', file), environment: {}, startMs: 10_000, ...own };
  const surroundings = { directory: import.meta.dirname, environment: { PATH: process.env['PATH'] ?? '' } };
  const given = driverSettings({ ...settings, module });
  return drive((onProcesses) => openOn(bundle, { target: { url: 'none:' }, operations, settings: given, surroundings, now, onProcesses }));
}
