import { Fault } from '../fault.ts';
import { writeDuration } from '../units/print.ts';
import { quantitySchema } from '../units/schema.ts';
import { collectOptionFaults } from './option.ts';

const usualBudget = '20s';
/** Below this a round is too short for its medians. */
const leastMs = 5_000;
/** A closer look at the machine takes time from the service. */
const enoughMs = 20_000;

/** The time that the examination of the machine alone may take, in milliseconds. */
export function decideBudget(budget: string = usualBudget): number {
  const faults = collectOptionFaults();
  const budgetMs = faults.take('--budget', budget, quantitySchema('duration', writeDuration(leastMs), '10m'), 0);
  if (faults.sentences.length > 0) throw new Fault('usage', { what: faults.sentences.join('\n') });
  return budgetMs;
}

/** The same where a service is examined too and has left so much of the budget. */
export function boundBudget(leftMs: number): number {
  return Math.min(enoughMs, Math.max(leastMs, leftMs));
}
