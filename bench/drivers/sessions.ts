import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openStdio } from '../../src/driver/stdio/open.ts';
import { median } from '../../src/stats/median.ts';
import type { Table, Wish } from './compare-calls.ts';
import { partsOf } from './parts.ts';

const counts = [1, 5, 30];

/** Sessions begun all at once, their first answer included, beside as many empty programs started the same way. */
export async function bench({ rounds }: Wish): Promise<Table> {
  const argv = [process.execPath, join(process.cwd(), 'fixtures/services/agent.mjs')];
  const rows: string[][] = [];
  for (const count of counts) {
    const users = Array.from({ length: count }, (_, user) => user);
    const empty: number[] = [];
    const begun: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      empty.push(await timeOf(() => Promise.all(users.map(startEmpty))));
      const stdio = {
        argv,
        environment: {},
        framing: { kind: 'lines' },
        rpc: true,
        greetings: [hello],
        farewells: [],
        startMs: 60_000,
        stopMs: 1_000,
      } as const;
      const driver = openStdio(partsOf(spec, { stdio }));
      begun.push(await timeOf(async () => driver.prepare?.(users)));
      await driver.close();
    }
    const [before, after] = [median(empty), median(begun)];
    rows.push([String(count), `${before.toFixed(0)} ms`, `${after.toFixed(0)} ms`, (after / before).toFixed(2)]);
  }
  return {
    title: 'sessions: begun all at once, until greeted (beside: as many of `node -e 0`, to their end)',
    heads: ['sessions', 'empty', 'begun', 'ratio'],
    rows,
  };
}

const hello = { message: '{"method":"echo","params":{"text":"hello"}}', expect: [], isNotification: false };
const spec = { driver: 'stdio', message: hello.message, isNotification: false, expect: { json: [], output: null } } as const;

function startEmpty(): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
      .once('exit', () => resolve())
      .once('error', reject);
  });
}

async function timeOf(what: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await what();
  return performance.now() - beganMs;
}
