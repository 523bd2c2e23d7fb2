import { hodgesLehmann } from '../../src/stats/hodges-lehmann.ts';
import { normalTail } from '../../src/stats/normal.ts';
import type { Said } from './gates.ts';

/** Evidence that values lie above zero: it exceeds 1/level with a chance of at most `level` however often it is looked at. */
export type Evidence = (values: readonly number[]) => number;

/**
 * Bayes factor of Student's t with a normal prior on the effect in standard deviations, one-sided; a martingale in what t tells.
 * Source: M. F. Pérez-Ortiz et al., E-statistics, group invariance and anytime-valid testing, Annals of Statistics 52, 2024.
 */
export const tEvidence: Evidence = (values) => {
  const count = values.length;
  if (count < 2) return 1;
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value ** 2, 0);
  const t = sum / Math.sqrt(Math.max(Number.MIN_VALUE, (count * squares - sum ** 2) / (count - 1)));
  const [degrees, shrunk] = [count - 1, 1 + count];
  const factor = shrunk ** -0.5 * ((1 + t ** 2 / degrees) / (1 + t ** 2 / (degrees * shrunk))) ** ((degrees + 1) / 2);
  return 2 * factor * (1 - normalTail(t * Math.sqrt(count / shrunk)));
};

const bets = [0.5, 1, 2, 4, 8];

/** Bets on the sign of each value, the more the larger it is beside those before; fair as long as signs are a coin's. */
export const signEvidence: Evidence = (values) => {
  const fortunes = bets.map(() => 1);
  let seen = 0;
  values.forEach((value, index) => {
    const scale = index === 0 ? Math.abs(value) || 1 : seen / index;
    bets.forEach((bet, at) => (fortunes[at] = (fortunes[at] ?? 1) * (1 + Math.tanh((bet * value) / (scale || 1)) * (1 - 1e-9))));
    seen += Math.abs(value);
  });
  return fortunes.reduce((sum, fortune) => sum + fortune, 0) / bets.length;
};

const gateLevel = 0.01;
const passLevel = 0.02;

/** The same three answers from evidence that is looked at after every pair; `effects` hold one number a pair for each metric, NaN for none. */
export function anytime(
  evidence: Evidence,
  effects: readonly (readonly number[])[],
  floors: readonly number[],
  margins: readonly number[],
): Said {
  const planned = effects[0]?.length ?? 0;
  const safe = effects.map(() => false);
  const known = (all: readonly number[], pairs: number): readonly number[] => all.slice(0, pairs).filter((value) => !Number.isNaN(value));
  for (let pairs = 3; pairs <= planned; pairs += 1) {
    const isWorse = effects.some((all, metric) => {
      const values = known(all, pairs);
      if (!(evidence(values) >= effects.length / gateLevel)) return false;
      return hodgesLehmann(values, 0.95).estimate >= (floors[metric] ?? 0);
    });
    if (isWorse) return { word: 'regression', pairs };
    effects.forEach((all, metric) => {
      if (evidence(known(all, pairs).map((value) => (margins[metric] ?? 0) - value)) >= 1 / passLevel) safe[metric] = true;
    });
    if (safe.every(Boolean)) return { word: 'pass', pairs };
  }
  return {
    word:
      safe.some(Boolean) &&
      effects.every((all, metric) => safe[metric] === true || hodgesLehmann(known(all, planned), 0.95).estimate < (floors[metric] ?? 0))
        ? 'pass'
        : 'inconclusive',
    pairs: planned,
  };
}
