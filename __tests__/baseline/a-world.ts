import { tmpdir } from 'node:os';
import { realWorld, type World } from '../../src/world.ts';

/** The real world in another folder, with another environment; its wall clock stands still. */
export function aWorld(part: Partial<World> = {}): World {
  const world = realWorld(tmpdir(), new AbortController().signal);
  return { ...world, environment: {}, date: () => new Date('2026-11-02T00:00:00Z'), ...part };
}
