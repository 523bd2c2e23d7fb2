import { Client } from 'pg';
import { expect, it } from 'vitest';
import type { Reading } from '../../src/model/reading.ts';
import { ownersOf } from '../../src/monitor/owners.ts';
import { watch, type Monitor } from '../../src/monitor/watch.ts';
import { realWorld } from '../../src/world.ts';
import { startTestServer } from '../support/postgres.ts';
import { openGreedy } from './greedy.ts';

const world = realWorld('/', new AbortController().signal);
const megabyte = 2 ** 20;

function look(monitor: Monitor): Reading {
  monitor.survey();
  const latest = monitor.readings().at(-1);
  if (latest === undefined) throw new Error('nothing was seen');
  return latest;
}

it.runIf(process.platform === 'linux')('buffers that the processes of a database share are told apart from what is their own', async () => {
  await using server = await startTestServer();
  const [pid = 0] = ownersOf(server.port);
  using monitor = watch(pid, world);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query('SELECT 1');
    const before = look(monitor);
    await client.query('CREATE TABLE filled AS SELECT n, repeat($$x$$, 100) FROM generate_series(1, 200000) n');
    await client.query('SELECT count(*) FROM filled');
    const after = look(monitor);
    const shared = (after.sharedBytes ?? 0) - (before.sharedBytes ?? 0);
    expect(shared).toBeGreaterThan(4 * megabyte);
    // What is left is what sorting, planning and the like took: little, beside the pages of the table.
    expect(after.rssBytes - before.rssBytes - shared).toBeLessThan(shared / 2);
  } finally {
    await client.end();
  }
});

it.runIf(process.platform === 'linux')('a process alone shares nothing', async () => {
  await using greedy = await openGreedy();
  using monitor = watch(greedy.pid, world);
  expect(look(monitor)).toMatchObject({ processes: 1, sharedBytes: 0 });
});
