import { openChance } from '../stats/chance.ts';

/** Operations in certain proportions. */
export interface Mix {
  /** As it is called in the report, e.g. `mostly list`. */
  readonly name: string;
  /** Operation → weight, positive. */
  readonly weights: Readonly<Record<string, number>>;
}

/** How many are drawn by chance at most. */
const mostDrawn = 4;
const heaviest = 5;
const stream = 0x313d;

/**
 * Mixes of these operations, all of them in each: as often the one as the other first, then mostly one of the two dearest (`names` begins with the
 * dearest), then such as chance draws. So many that nobody has time for all.
 */
export function mixesOf(names: readonly string[], seed: number): readonly Mix[] {
  if (names.length < 2) return [];
  const chance = openChance(seed, stream);
  const mixOf = (name: string, weigh: (operation: string) => number): Mix => ({
    name,
    weights: Object.fromEntries(names.map((operation) => [operation, weigh(operation)])),
  });
  const most = Math.max(3, names.length);
  return [
    mixOf('all alike', () => 1),
    ...names.slice(0, 2).map((dear) => mixOf(`mostly ${dear}`, (operation) => (operation === dear ? most : 1))),
    ...Array.from({ length: mostDrawn }, (_, index) => mixOf(`drawn by chance, no. ${index + 1}`, () => 1 + chance.below(heaviest))),
  ];
}
