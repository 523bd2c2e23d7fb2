import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOn } from '../../src/driver/module/open.ts';
import { callerOf, compareCalls, type Table, type Wish } from './compare-calls.ts';
import { partsOf } from './parts.ts';

/** An empty function, called in this process, and by the driver in a process of its own. */
export async function bench(wish: Wish): Promise<Table> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-module-'));
  const file = join(folder, 'empty.mjs');
  await writeFile(file, 'export const nothing = () => null;\n');
  const module = { file, environment: {}, startMs: 10_000 };
  const driver = openOn(
    join(wish.bundles, 'host.js'),
    partsOf({ driver: 'module', call: 'nothing', argument: null, expect: { json: [] } } as const, { module }),
  );
  await driver.prepare?.([0]);
  try {
    const bare = (): Promise<null> => Promise.resolve(null);
    return await compareCalls(
      'module: one call of an empty function (bare: a promise in the same process)',
      { ...wish, calls: 10 * wish.calls },
      bare,
      callerOf(driver),
    );
  } finally {
    await driver.close();
    await rm(folder, { recursive: true, force: true });
  }
}
