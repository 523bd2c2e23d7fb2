import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { ownersOf } from '../../src/monitor/owners.ts';
import { listen } from '../support/listen.ts';
import { openGreedy } from './greedy.ts';

it('a port is owned by whoever listens on it, and by nobody once it is closed', async () => {
  let port = 0;
  {
    await using server = await listen(createServer());
    ({ port } = server);
    expect(ownersOf(port)).toContain(process.pid);
  }
  expect(ownersOf(port)).toEqual([]);
});

it('another process is found, and its connections do not make it an owner', async () => {
  await using greedy = await openGreedy();
  await greedy.order('connect 1');
  const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${greedy.pid}/net/${table}`, 'utf8').split('\n').slice(1));
  const listening = rows.map((row) => row.trim().split(/\s+/)).filter((row) => row[3] === '0A');
  const ports = listening.map((row) => Number.parseInt(row[1]?.split(':')[1] ?? '', 16));
  const its = ports.filter((port) => ownersOf(port).includes(greedy.pid));
  expect(its).toHaveLength(1);
});
