/** `between 1 % better and 7 % worse`; `size` prints an effect without its direction. */
export function tellBetween([low, high]: readonly [low: number, high: number], size: (effect: number) => string): string {
  const side = (effect: number): string => `${size(effect)} ${effect < 0 ? 'better' : 'worse'}`;
  return `between ${side(low)} and ${side(high)}`;
}
