import type { FitnessCheck, FitnessKind } from '../../model/fitness.ts';
import { printCount } from '../../units/print.ts';

/** The worst that any of these says. */
export function worstOf(unfit: boolean, limited: boolean): FitnessKind {
  return unfit ? 'unfit' : limited ? 'limited' : 'ok';
}

/** A check that came out so; its advice is given only where there is something to do. */
export function sayCheck(id: string, kind: FitnessKind, sentence: string, advice: string): FitnessCheck {
  return kind === 'ok' ? { id, kind, sentence } : { id, kind, sentence, advice };
}

/** A rate for people: `38 000 requests/s`. */
export function printRate(perSecond: number): string {
  return `${printCount(perSecond)} requests/s`;
}
