import { median } from '../../stats/median.ts';
import { fitScalability, timeAt } from '../../stats/scalability.ts';
import { pairSlopes } from '../../stats/theil-sen.ts';
import type { Extrapolate } from './predict.ts';

/** A time, by the scalability law. */
export const timeBeyond: Extrapolate = (means) => {
  const curve = fitScalability(means);
  return curve === null ? null : (users) => timeAt(curve, users);
};

/** Memory, by a base and so much for each user: the line of Theil and Sen, which one odd level in four does not bend. */
export const memoryBeyond: Extrapolate = (means) => {
  if (means.length < 3) return null;
  const slope = median(pairSlopes(means.map(({ level, mean }) => ({ x: level, y: mean }))));
  const base = median(means.map(({ level, mean }) => mean - slope * level));
  return (users) => base + slope * users;
};
