import type { Note } from './note.ts';
import type { RaceOrder } from './order.ts';
import { readRecipes } from './recipe.ts';
import { tellThrown } from './thrown.ts';
import { tryRace } from './try-race.ts';

/** Where a process that tries races leaves word. Both must be there for others to read when they return. */
export interface NotePad {
  readonly say: (note: Note) => void;
  /** A sign of life: the n-th run (from 0) of the n-th race (from 1) begins; run −1 stands for none yet. */
  readonly beat: (race: number, run: number) => void;
}

/** Imports the module and tries its races, one after another. Never rejects. */
export async function carryOut(order: RaceOrder, importModule: () => Promise<unknown>, pad: NotePad): Promise<void> {
  let imported: unknown;
  try {
    imported = await importModule();
  } catch (error) {
    return pad.say({ kind: 'unloaded', lines: tellThrown(error) });
  }
  const recipes = readRecipes(imported);
  pad.say({ kind: 'found', names: recipes.map(({ name }) => name) });
  const wanted = recipes.filter(({ name }) => (order.only === null || name === order.only) && !order.done.includes(name));
  for (const [index, recipe] of wanted.entries()) {
    pad.beat(index + 1, -1);
    pad.say({ kind: 'began', name: recipe.name });
    const outcome = await tryRace(recipe, order, {
      begin: (run) => pad.beat(index + 1, run),
      broke: (early) => pad.say({ kind: 'broke', outcome: early }),
    });
    pad.say({ kind: 'ended', outcome });
  }
}
