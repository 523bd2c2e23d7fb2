import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openStdio } from '../../src/driver/stdio/open.ts';
import type { StdioSettings } from '../../src/model/stdio.ts';
import { callerOf, compareCalls, type Table, type Wish } from './compare-calls.ts';
import { partsOf } from './parts.ts';

/** A JSON-RPC agent over lines, asked by a plain write and read, and by the driver. */
export async function bench(wish: Wish): Promise<Table> {
  const argv = [process.execPath, join(process.cwd(), 'fixtures/services/agent.mjs')];
  const child = spawn(process.execPath, argv.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
  let answered = (): void => undefined;
  child.stdout.on('data', () => answered());
  let id = 0;
  const bare = (): Promise<void> =>
    new Promise((resolve) => {
      id += 1;
      answered = resolve;
      child.stdin.write(`{"jsonrpc":"2.0","id":${id},"method":"echo","params":{"text":"hello ${id}"}}\n`);
    });
  const stdio: StdioSettings = {
    argv,
    environment: {},
    framing: { kind: 'lines' },
    rpc: true,
    greetings: [],
    farewells: [],
    startMs: 10_000,
    stopMs: 1_000,
  };
  const spec = {
    driver: 'stdio',
    message: '{"method":"echo","params":{"text":"hello {{n}}"}}',
    isNotification: false,
    expect: { json: [], output: null },
  } as const;
  const driver = openStdio(partsOf(spec, { stdio }));
  try {
    return await compareCalls(
      'stdio: one call to one session (bare: a write and a read)',
      { ...wish, calls: 10 * wish.calls },
      bare,
      callerOf(driver),
    );
  } finally {
    await driver.close();
    child.stdin.end();
  }
}
