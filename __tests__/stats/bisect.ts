import { openChance } from '../../src/stats/chance.ts';
import { NoisyBisection, type NoisyAnswer } from '../../src/stats/noisy-bisection.ts';

/** Bisects the levels until it is settled or has asked so often. */
export function bisect(
  { low, top, seed, most }: { readonly low: number; readonly top: number; readonly seed: number; readonly most: number },
  answer: (level: number) => NoisyAnswer,
): { readonly bisection: NoisyBisection; readonly asked: readonly number[] } {
  const bisection = new NoisyBisection(low, top, openChance(seed, 0));
  const asked: number[] = [];
  while (asked.length < most && !bisection.isSettled()) {
    const level = bisection.next();
    asked.push(level);
    bisection.tell(level, answer(level));
  }
  return { bisection, asked };
}

/** An answer that was measured exactly. */
export function measured(ratio: number): NoisyAnswer {
  return { over: ratio > 1, logRatio: Math.log(ratio) };
}
