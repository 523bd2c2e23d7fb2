import { performance } from 'node:perf_hooks';

import { noSuites, type DriverSettings } from '../../src/model/driver-settings.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { openHttp } from '../../src/driver/http/open.ts';
import type { HttpOperation, Operation } from '../../src/model/operation.ts';
import { nowhere } from '../../src/model/surroundings.ts';
import type { Target } from '../../src/model/target.ts';
import type { Driver, Session, TemplateValues } from '../../src/model/session.ts';
import { values } from './operations.ts';

export const now = (): number => performance.now();

/** The settings of a driver; what is not given is our own client with time to spare. */
export function driverSettings(given: Partial<DriverSettings> = {}): DriverSettings {
  return {
    timeoutMs: 5_000,
    maxBodyBytes: 1_000_000,
    client: { kind: 'own' },
    trust: { ca: null, insecure: false },
    ...noSuites,
    ...given,
  };
}

/** Performs one operation and waits for what becomes of it. */
export function perform(session: Session, operation: number, given: TemplateValues = values): Promise<Outcome> {
  return new Promise((resolve) => session.perform(operation, given, now(), resolve));
}

/** A driver with the session of user 3. */
export interface Driven extends AsyncDisposable {
  readonly driver: Driver;
  readonly session: Session;
  /** What was told of processes, in order. */
  readonly lists: readonly (readonly number[])[];
  readonly perform: (operation?: number, given?: TemplateValues) => Promise<Outcome>;
}

/** Opens a session on a driver; both end with the block that asked for them. */
export function drive(open: (onProcesses: (pids: readonly number[]) => void) => Driver): Driven {
  const lists: (readonly number[])[] = [];
  const driver = open((pids) => lists.push(pids));
  const session = driver.openSession(3);
  return {
    driver,
    session,
    lists,
    perform: (operation = 0, given = values) => perform(session, operation, given),
    [Symbol.asyncDispose]: () => driver.close(),
  };
}

/** The HTTP driver, opened on a target. */
export function openHttpAt(
  target: Target,
  operations: readonly Operation<HttpOperation>[],
  settings: DriverSettings,
  clock: () => number,
): Driver {
  return openHttp({ target, operations, settings, surroundings: nowhere, now: clock, onProcesses: () => undefined });
}
