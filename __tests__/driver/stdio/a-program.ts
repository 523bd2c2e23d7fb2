import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { writeMessage } from '../../../src/driver/stdio/operation-kind.ts';
import { openStdio } from '../../../src/driver/stdio/open.ts';
import type { OperationMeaning } from '../../../src/model/operation.ts';
import type { Driver } from '../../../src/model/session.ts';
import type { Greeting, StdioSettings } from '../../../src/model/stdio.ts';
import { driverSettings, now } from '../../support/driving.ts';

const services = resolve(import.meta.dirname, '../../../fixtures/services');

/** A request of which only what matters is said. */
export interface Asked {
  readonly request?: unknown;
  readonly notify?: unknown;
  readonly json?: Readonly<Record<string, string | number | boolean | null>>;
  readonly output?: string;
  readonly meaning?: OperationMeaning;
}

export interface Opened extends AsyncDisposable {
  readonly driver: Driver;
  /** What was told of processes, in order. */
  readonly heard: (readonly number[])[];
}

export interface Given {
  readonly settings?: Partial<StdioSettings>;
  readonly timeoutMs?: number;
  readonly maxBodyBytes?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
}

/** The words that run one of our programs. */
export function words(file: string, ...rest: readonly string[]): readonly string[] {
  return [process.execPath, join(services, file), ...rest];
}

export function greeting({ request, notify, json = {} }: Asked): Greeting {
  return {
    message: writeMessage(request ?? notify),
    isNotification: request === undefined,
    expect: Object.entries(json).map(([path, equals]) => ({ path, equals })),
  };
}

/** The driver with a program of ours; `small` in these tests is the agent that nothing is wrong with. */
export function open(asked: readonly Asked[], { settings, timeoutMs = 5_000, maxBodyBytes = 1_000_000, ...given }: Given = {}): Opened {
  const heard: (readonly number[])[] = [];
  const stdio: StdioSettings = {
    argv: words('agent.mjs'),
    environment: {},
    framing: { kind: 'lines' },
    rpc: true,
    greetings: [],
    farewells: [],
    startMs: 5_000,
    stopMs: 1_000,
    ...settings,
  };
  const driver = openStdio({
    target: { url: 'none:' },
    operations: asked.map((one, at) => ({
      name: `asked-${at}`,
      weight: 1,
      meaning: one.meaning ?? {},
      spec: {
        driver: 'stdio',
        message: writeMessage(one.request ?? one.notify),
        isNotification: one.request === undefined,
        expect: { json: Object.entries(one.json ?? {}).map(([path, equals]) => ({ path, equals })), output: one.output ?? null },
      },
    })),
    settings: driverSettings({ timeoutMs, maxBodyBytes, stdio }),
    surroundings: { directory: given.directory ?? tmpdir(), environment: given.environment ?? { PATH: process.env['PATH'] ?? '' } },
    now,
    onProcesses: (pids) => void heard.push(pids),
  });
  return { driver, heard, [Symbol.asyncDispose]: () => driver.close() };
}
