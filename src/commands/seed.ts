import { Fault } from '../fault.ts';
import type { World } from '../world.ts';

/** The seed as given, or a fresh one; an unsigned 32-bit number. */
export function decideSeed(text: string | undefined, world: World): number {
  if (text === undefined) return world.seed();
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed < 2 ** 32) return seed;
  throw new Fault('usage', { what: `--seed takes a whole number from 0 to 4294967295, not \`${text.slice(0, 40)}\`.` });
}
