import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { tellThreads } from '../../src/monitor/threads.ts';
import { openGreedy } from './greedy.ts';

it('threads are told by name and state, like ones together, those that run first', async () => {
  await using greedy = await openGreedy();
  const burning = greedy.order('burn 400');
  // Until it has heard.
  let lines = tellThreads([greedy.pid]);
  for (let round = 0; round < 500 && lines[0]?.endsWith(' running') !== true; round++) {
    await delay(5);
    lines = tellThreads([greedy.pid]);
  }
  expect(lines[0]).toMatch(/^\d+ × \S+ running$/);
  expect(lines.some((line) => /^\d+ × \S+ asleep( in \w+)?$/.test(line))).toBe(true);
  expect(lines.length).toBeLessThanOrEqual(12);
  await burning;
});

it('a thread cannot break out of its line by what it calls itself', async () => {
  await using greedy = await openGreedy();
  await greedy.order('name ) R (a b\u0007');
  const lines = tellThreads([greedy.pid]);
  expect(lines.some((line) => line.includes('× )_R_(a_b'))).toBe(true);
  for (const line of lines) expect(line).toMatch(/^\d+ × [\x21-\x7E]+ [\w ]+$/);
});

it('what is not there tells nothing', () => {
  expect(tellThreads([])).toEqual([]);
  expect(tellThreads([2 ** 22 + 1, -1])).toEqual([]);
});
