import { launcherNumbers } from '../../../src/driver/exec/launcher-script.ts';
import { openOn } from '../../../src/driver/exec/open.ts';
import { launchersOrPlain } from '../../../src/driver/exec/runners.ts';
import type { DriverSettings } from '../../../src/model/driver-settings.ts';
import type { ExecCommand, ExecOperation } from '../../../src/model/exec.ts';
import type { Operation, OperationMeaning } from '../../../src/model/operation.ts';
import { drive, driverSettings, now, type Driven } from '../../support/driving.ts';

type Given = Partial<Omit<ExecOperation, 'command' | 'expect'>> & { readonly expect?: Partial<ExecOperation['expect']> };

/** A command as an operation; a text is a line for the shell. */
export function command(run: string | readonly string[], given: Given = {}, meaning: OperationMeaning = {}): Operation<ExecOperation> {
  const { expect, ...spec } = given;
  const what: ExecCommand = typeof run === 'string' ? { kind: 'shell', line: run } : { kind: 'argv', argv: run };
  const all = { code: [0], output: null, json: [], ...expect };
  return { name: 'run', weight: 1, meaning, spec: { driver: 'exec', command: what, input: null, ...spec, expect: all } };
}

/** A driver of these commands, by the launcher or without. */
export function anExec(
  operations: readonly Operation<ExecOperation>[],
  settings: Partial<DriverSettings> = {},
  by: 'launcher' | 'plain' = 'launcher',
  environment: Readonly<Record<string, string>> = {},
): Driven {
  const all = { PATH: process.env['PATH'] ?? '', ...environment };
  const given = driverSettings(settings);
  const place = { directory: import.meta.dirname, environment: all, maxBodyBytes: given.maxBodyBytes };
  const openRunner = launchersOrPlain(place, by === 'plain' ? null : launcherNumbers(process.platform, process.arch));
  const surroundings = { directory: import.meta.dirname, environment: all };
  return drive((onProcesses) =>
    openOn(openRunner, { target: { url: 'none:' }, operations, settings: given, surroundings, now, onProcesses }),
  );
}
