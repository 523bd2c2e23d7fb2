import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { withLock } from '../../src/baseline/lock.ts';
import { aWorld } from './a-world.ts';

// The real disk, but each look at it and each change waits for its turn, and happens whole when it comes: a file system does no less.
const disk = vi.hoisted(() => ({ turn: async (label: string): Promise<unknown> => label }));
vi.mock('node:fs/promises', async () => {
  const fs = await import('node:fs');
  return {
    open: async (path: string, flags: string, mode: number) => {
      await disk.turn('open');
      const file = fs.openSync(path, flags, mode);
      return {
        writeFile: async (text: string) => {
          await disk.turn('write');
          fs.writeSync(file, text);
        },
        [Symbol.asyncDispose]: async () => fs.closeSync(file),
      };
    },
    readFile: async (path: string) => {
      await disk.turn('read');
      return fs.readFileSync(path, 'utf8');
    },
    rm: async (path: string) => {
      await disk.turn('remove');
      fs.rmSync(path, { force: true });
    },
  };
});

const root = mkdtempSync(join(tmpdir(), 'plimsoll-lock-'));
const lock = join(root, 'lock');
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  disk.turn = () => Promise.resolve();
});

/** Lets so many want the lock at once; tells how many were ever inside together, and what became of each. */
async function crowd(s: fc.Scheduler, count: number): Promise<{ readonly most: number; readonly kinds: readonly string[] }> {
  let nowMs = 0;
  let jumps = 0;
  let [inside, most] = [0, 0];
  disk.turn = (label) => s.schedule(Promise.resolve(), label);
  const world = aWorld({
    now: () => nowMs,
    sleep: async () => {
      await s.schedule(Promise.resolve(), 'sleep');
      // Time passes only while a dead one's lock lies there: the living never hold it for long.
      const isDead = existsSync(lock) && readFileSync(lock, 'utf8') === 'dead' && jumps < 3;
      jumps += isDead ? 1 : 0;
      nowMs += isDead ? 5_001 : 1;
    },
  });
  const enter = async (name: number): Promise<string> => {
    const alone = await withLock(lock, `token ${name}`, world, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await s.schedule(Promise.resolve(), `work of ${name}`);
      inside -= 1;
    });
    return alone.kind;
  };
  const kinds = await s.waitFor(Promise.all(Array.from({ length: count }, (_, name) => enter(name))));
  return { most, kinds };
}

const counts = fc.integer({ min: 2, max: 3 });

it('a lock lets one in at a time, whoever comes when, and all of them in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), counts, async (s, count) => {
      expect(await crowd(s, count)).toEqual({ most: 1, kinds: Array.from({ length: count }, () => 'done') });
      expect(readdirSync(root)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

it('a lock whose holder has died is taken by one of those who have seen it die, never by two', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), counts, async (s, count) => {
      writeFileSync(lock, 'dead');
      expect(await crowd(s, count)).toEqual({ most: 1, kinds: Array.from({ length: count }, () => 'done') });
      expect(readdirSync(root)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
