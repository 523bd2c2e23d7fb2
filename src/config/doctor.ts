import { Fault } from '../fault.ts';
import { quantitySchema } from '../units/schema.ts';
import { collectOptionFaults } from './option.ts';

/** The time `plimsoll doctor` may take, in milliseconds. */
export function decideBudget(budget: string): number {
  const faults = collectOptionFaults();
  // Below this a round is too short for its medians.
  const budgetMs = faults.take('--budget', budget, quantitySchema('duration', '5s', '10m'), 0);
  if (faults.sentences.length > 0) throw new Fault('usage', { what: faults.sentences.join('\n') });
  return budgetMs;
}
