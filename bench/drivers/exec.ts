import { spawn } from 'node:child_process';
import { openExec } from '../../src/driver/exec/open.ts';
import { callerOf, compareCalls, type Table, type Wish } from './compare-calls.ts';
import { partsOf } from './parts.ts';

/** A program that does nothing, started by Node's spawn, and by the driver. */
export async function bench(wish: Wish): Promise<Table> {
  const bare = (): Promise<void> =>
    new Promise((resolve, reject) => {
      spawn('true', [], { stdio: 'ignore' })
        .once('exit', () => resolve())
        .once('error', reject);
    });
  const spec = {
    driver: 'exec',
    command: { kind: 'argv', argv: ['true'] },
    input: null,
    expect: { code: [0], output: null, json: [] },
  } as const;
  const driver = openExec(partsOf(spec, { exec: { environment: {} } }));
  await driver.prepare?.([0]);
  try {
    return await compareCalls(
      'exec: one `true`, from asking to hearing (bare: spawn and exit)',
      { ...wish, calls: wish.calls / 4 },
      bare,
      callerOf(driver),
    );
  } finally {
    await driver.close();
  }
}
