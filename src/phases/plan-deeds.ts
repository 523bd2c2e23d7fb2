import type { DeedMeaning, Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';

/** Which operations show whether a service answers right. */
export type DeedPlan =
  | {
      readonly kind: 'ready';
      /** All that change a key, and all that read one: each as often as the others, so that whoever reads meets whoever writes. */
      readonly mix: Scenario['mix'];
    }
  /** No operation is declared to change anything. */
  | { readonly kind: 'undeclared' }
  /** What is changed is told by no answer. */
  | { readonly kind: 'unseen' };

/** Plans a load by what operations are declared to mean. One that only reads is taken in even where it has no share of the usual load. */
export function planDeeds(operations: readonly Operation[]): DeedPlan {
  const reading = operations.filter(({ meaning: { deed } }) => deed?.kind === 'read');
  const changing = operations.filter(({ weight, meaning: { deed } }) => weight > 0 && deed !== undefined && deed.kind !== 'read');
  if (changing.length === 0) return { kind: 'undeclared' };
  const isTold = reading.length > 0 || changing.some(({ meaning: { deed } }) => deed?.kind === 'compare-and-set' || tells(deed));
  return isTold ? { kind: 'ready', mix: evenly([...changing, ...reading]) } : { kind: 'unseen' };
}

/** How what is there in the end is looked at. */
export interface LastLook {
  /** Nothing where no operation tells it. */
  readonly mix: Scenario['mix'];
  /** Whether keys belong to users: then each of them has to look. */
  readonly isPerUser: boolean;
}

/**
 * What tells the final state after a load of this mix: the operations that read, and those that count on and tell how far, where nothing reads
 * their counter.
 */
export function planLastLook(operations: readonly Operation[], mix: Scenario['mix']): LastLook {
  const sent = operations.filter(({ name }) => (mix[name] ?? 0) > 0);
  const reading = sent.filter(({ meaning: { deed } }) => deed?.kind === 'read');
  const read = new Set(reading.map(({ meaning }) => meaning.deed?.key));
  const counting = sent.filter(({ meaning: { deed } }) => deed?.kind === 'increment' && tells(deed) && !read.has(deed.key));
  const looking = [...reading, ...counting];
  return { mix: evenly(looking), isPerUser: looking.some(({ meaning }) => /\{\{\s*user\s*\}\}/.test(meaning.deed?.key ?? '')) };
}

function tells(deed: DeedMeaning | undefined): boolean {
  return deed?.kind === 'increment' && deed.value !== null;
}

function evenly(operations: readonly Operation[]): Scenario['mix'] {
  return Object.fromEntries(operations.map(({ name }) => [name, 1]));
}
