/** Two-sided 95 % point of the standard normal distribution. */
const usualZ = 1.959963984540054;

/**
 * Wilson score interval of a share, `hits` of `trials`, both bounds in 0…1; the whole range for no trials.
 * `z` is the two-sided point of the standard normal distribution, by default that of 95 %.
 * Right for independent trials; requests that fail together make it too narrow.
 * Source: Wilson, JASA 22, 1927; Brown, Cai & DasGupta, Statistical Science 16, 2001.
 */
export function wilson(hits: number, trials: number, z: number = usualZ): readonly [low: number, high: number] {
  if (trials <= 0) return [0, 1];
  const share = hits / trials;
  const centre = share + z ** 2 / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  // At the ends the bound is exactly the end; rounding must not push it inside.
  return [hits === 0 ? 0 : Math.max(0, (centre - half) / scale), hits === trials ? 1 : Math.min(1, (centre + half) / scale)];
}
