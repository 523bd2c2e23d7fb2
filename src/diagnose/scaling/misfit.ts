import { normalTail } from '../../stats/normal.ts';
import { freedomOf, levelMeans, type LevelValues } from '../../stats/redraw-levels.ts';
import { timeAt, type ScalabilityCurve } from '../../stats/scalability.ts';

/** How far a curve passes by the levels. */
export interface Misfit {
  /** The level it misses most. */
  readonly users: number;
  /** By how much of what was measured there; above 0 where the curve lies higher. */
  readonly share: number;
  /** Whether that is more than noise makes, and enough to matter. */
  readonly real: boolean;
}

/** Misses as large as these come by chance this often at the most. */
const rarely = 0.001;
/** A smaller miss changes nothing. */
const leastShare = 0.05;
/** Fewer repetitions tell too little of noise. */
const neededFreedom = 4;

/**
 * Whether levels follow a curve: the variance of their means around it against that of values around their means, which is Fisher's F. A
 * service that is full at once instead of little by little does not, and then the curve's peak is none of the service's.
 *
 * Source of the tail of F: E. Paulson, An approximate normalization of the analysis of variance distribution, Annals of Mathematical Statistics 13, 1942.
 */
export function misfitOf(levels: readonly LevelValues[], curve: ScalabilityCurve): Misfit {
  const means = levelMeans(levels);
  const misses = means.map(({ level, mean, values }) => ({ users: level, values, log: Math.log(timeAt(curve, level) / mean) }));
  const worst = misses.reduce((most, miss) => (Math.abs(miss.log) > Math.abs(most.log) ? miss : most), { users: 0, values: 0, log: 0 });
  const inner = freedomOf(levels);
  const outer = means.length - [curve.first, curve.perUser, curve.perPair].filter((coefficient) => coefficient > 0).length;
  const around = misses.reduce((sum, { values, log }) => sum + values * log ** 2, 0);
  const within = levels.reduce(
    (sum, { values }, index) => sum + values.reduce((total, value) => total + Math.log(value / (means[index]?.mean ?? value)) ** 2, 0),
    0,
  );
  const share = Math.expm1(worst.log);
  const canTell = inner >= neededFreedom && outer >= 1;
  const real = canTell && Math.abs(share) > leastShare && tailOfF(around / outer / (within / inner), outer, inner) < rarely;
  return { users: worst.users, share, real };
}

function tailOfF(ratio: number, above: number, below: number): number {
  if (!Number.isFinite(ratio)) return 0;
  const [ofAbove, ofBelow] = [2 / (9 * above), 2 / (9 * below)];
  const root = Math.cbrt(ratio);
  return normalTail(((1 - ofBelow) * root - (1 - ofAbove)) / Math.sqrt(ofBelow * root ** 2 + ofAbove));
}
