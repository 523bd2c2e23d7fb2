import type { SessionLevel } from '../../model/sessions.ts';
import { mean } from '../../stats/mean.ts';
import { studentPoint } from '../../stats/student.ts';
import { answersOver } from './seen.ts';

/** Stretches of equal length into which the use of a level is cut, so that chance can be told. */
const stretches = 5;

/**
 * The 95 % interval of how much less one level carries than another, in percent, from how their stretches differ among themselves; null where
 * operations failed, because only right answers say when they came. Source: B. L. Welch, Biometrika 34, 1947, for logarithms of rates.
 */
export function dropInterval(less: Pick<SessionLevel, 'used'>, more: Pick<SessionLevel, 'used'>): readonly [number, number] | null {
  const [below, above] = [logRates(less), logRates(more)];
  if (below === null || above === null) return null;
  const [one, other] = [squaredErrorOf(below), squaredErrorOf(above)];
  const sum = one + other;
  const degrees = sum === 0 ? stretches : sum ** 2 / ((one ** 2 + other ** 2) / (stretches - 1));
  const half = studentPoint(degrees) * Math.sqrt(sum);
  const middle = mean(below) - mean(above);
  return [100 * (1 - Math.exp(middle + half)), 100 * (1 - Math.exp(middle - half))];
}

/** Logarithms of the answers in each stretch of the time in which all sessions were used, per millisecond. */
function logRates(level: Pick<SessionLevel, 'used'>): readonly number[] | null {
  const over = answersOver(level);
  if (over === null) return null;
  const { atMs, spanMs } = over;
  const counts = Array.from({ length: stretches }, () => 0);
  for (const moment of atMs) {
    const at = Math.min(stretches, Math.max(1, Math.ceil((stretches * moment) / spanMs))) - 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.includes(0) ? null : counts.map((count) => Math.log((count * stretches) / spanMs));
}

/** Of a mean, squared. */
function squaredErrorOf(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length;
}
