import type { Scenario } from '../model/scenario.ts';
import type { Measuring } from './measuring.ts';
import { isFatal } from './stability.ts';
import type { Broken, Judgement, Reason } from './stability.ts';

/** What became of one scenario, its confirmation included. */
export type Attempt =
  | { readonly kind: 'held'; readonly scenario: Scenario; readonly p95Ms: number | null }
  | {
      readonly kind: 'broken';
      readonly scenario: Scenario;
      readonly judgement: Broken;
      readonly measurements: number;
      /** How many of these had a process of the service to themselves. */
      readonly fresh: number;
    }
  /** Broke at first, held when measured again: noise, not the service. */
  | { readonly kind: 'retracted'; readonly scenario: Scenario; readonly reason: Reason; readonly measurements: number }
  /** Broke, and could not be measured again, or not well enough to tell. */
  | { readonly kind: 'unconfirmed'; readonly scenario: Scenario; readonly reason: Reason; readonly why: string }
  | { readonly kind: 'inconclusive'; readonly scenario: Scenario; readonly why: string };

/** Measurements that must all break again before the service is blamed: one false alarm in a hundred even at 25 % noise (simulated). */
export const needed = 3;
/** Of these, for a search whose time is up: better told with less than not at all. */
const fewest = 2;

/** Measures a scenario and, when it broke, again: in a fresh process each time, as long as the time allows. */
export async function attempt(scenario: Scenario, measuring: Measuring, onConfirm: () => void): Promise<Attempt> {
  const first = await look(scenario, measuring);
  if (first.kind === 'held') return { kind: 'held', scenario, p95Ms: first.p95Ms };
  if (first.kind === 'inconclusive') return { kind: 'inconclusive', scenario, why: first.reason };
  const reason = first.reasons[0];
  const unconfirmed = (why: string): Attempt => ({ kind: 'unconfirmed', scenario, reason, why });
  if (isFatal(first)) return { kind: 'broken', scenario, judgement: first, measurements: 1, fresh: 0 };
  let judgement = first;
  let fresh = 0;
  for (let again = 1; ; again += 1) {
    if (!measuring.fits(scenario, 1)) {
      if (again > fewest) return { kind: 'broken', scenario, judgement, measurements: again, fresh };
      return unconfirmed('no time was left to measure it again');
    }
    onConfirm();
    if (fresh === again - 1 && measuring.fitsFresh(scenario, needed - fresh)) {
      if (!(await measuring.renew())) return unconfirmed('no fresh process of the service started');
      fresh += 1;
    }
    const next = await look(scenario, measuring);
    if (next.kind === 'held') return { kind: 'retracted', scenario, reason, measurements: again + 1 };
    if (next.kind === 'inconclusive') return unconfirmed(next.reason);
    judgement = next;
    if (again === needed || isFatal(judgement)) return { kind: 'broken', scenario, judgement, measurements: again + 1, fresh };
  }
}

/** One measurement, and another when the first could not be judged: the runner may only have stumbled. */
async function look(scenario: Scenario, measuring: Measuring): Promise<Judgement> {
  const { judgement } = await measuring.measure(scenario);
  return judgement.kind === 'inconclusive' && measuring.fits(scenario, 1) ? (await measuring.measure(scenario)).judgement : judgement;
}
