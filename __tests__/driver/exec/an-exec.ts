import { readFileSync } from 'node:fs';

import { launcherNumbers } from '../../../src/driver/exec/launcher-script.ts';
import { openOn } from '../../../src/driver/exec/open.ts';
import { launchersOrPlain } from '../../../src/driver/exec/runners.ts';
import type { DriverSettings } from '../../../src/model/driver-settings.ts';
import type { ExecCommand, ExecOperation } from '../../../src/model/exec.ts';
import type { Operation, OperationMeaning } from '../../../src/model/operation.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Driver, Session } from '../../../src/model/session.ts';
import { driverSettings, now, perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';

type Given = Partial<Omit<ExecOperation, 'command' | 'expect'>> & { readonly expect?: Partial<ExecOperation['expect']> };

/** A command as an operation; a text is a line for the shell. */
export function command(run: string | readonly string[], given: Given = {}, meaning: OperationMeaning = {}): Operation<ExecOperation> {
  const { expect, ...spec } = given;
  const what: ExecCommand = typeof run === 'string' ? { kind: 'shell', line: run } : { kind: 'argv', argv: run };
  const all = { code: [0], output: null, json: [], ...expect };
  return { name: 'run', weight: 1, meaning, spec: { driver: 'exec', command: what, input: null, ...spec, expect: all } };
}

export interface AnExec extends AsyncDisposable {
  readonly driver: Driver;
  readonly session: Session;
  readonly lists: readonly (readonly number[])[];
  readonly perform: (operation?: number, given?: typeof values) => Promise<Outcome>;
}

/** A driver of these commands with one session, by the launcher or without. */
export function anExec(
  operations: readonly Operation<ExecOperation>[],
  settings: Partial<DriverSettings> = {},
  by: 'launcher' | 'plain' = 'launcher',
  environment: Readonly<Record<string, string>> = {},
): AnExec {
  const all = { PATH: process.env['PATH'] ?? '', ...environment };
  const given = driverSettings(settings);
  const place = { directory: import.meta.dirname, environment: all, maxBodyBytes: given.maxBodyBytes };
  const lists: (readonly number[])[] = [];
  const driver = openOn(launchersOrPlain(place, by === 'plain' ? null : launcherNumbers(process.platform, process.arch)), {
    target: { url: 'http://127.0.0.1:1' },
    operations,
    settings: given,
    surroundings: { directory: import.meta.dirname, environment: all },
    now,
    onProcesses: (pids) => lists.push(pids),
  });
  const session = driver.openSession(3);
  return {
    driver,
    session,
    lists,
    perform: (operation = 0, filling = values) => perform(session, operation, filling),
    [Symbol.asyncDispose]: () => driver.close(),
  };
}

/** Whether a process of that number lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // The dead that nobody has collected yet are there still.
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
