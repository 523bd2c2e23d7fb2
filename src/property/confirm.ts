import type { ClosedScenario } from '../model/scenario.ts';
import type { Measuring } from './measuring.ts';
import { isFatal } from './stability.ts';
import type { Broken, Judgement, Reason } from './stability.ts';

/** What became of one scenario, its confirmation included. */
export type Attempt =
  | { readonly kind: 'held'; readonly scenario: ClosedScenario; readonly p95Ms: number | null }
  | { readonly kind: 'broken'; readonly scenario: ClosedScenario; readonly judgement: Broken; readonly measurements: number }
  /** Broke at first, held when measured again: noise, not the service. */
  | { readonly kind: 'retracted'; readonly scenario: ClosedScenario; readonly reason: Reason; readonly measurements: number }
  /** Broke, and could not be measured again. */
  | { readonly kind: 'unconfirmed'; readonly scenario: ClosedScenario; readonly reason: Reason; readonly why: string }
  | { readonly kind: 'inconclusive'; readonly scenario: ClosedScenario; readonly why: string };

/** Measurements that must all break before the service is blamed: one false alarm in a hundred even at 25 % noise (simulated). */
const needed = 3;

/** Measures a scenario, and again when it broke. */
export async function attempt(scenario: ClosedScenario, measuring: Measuring, onConfirm: () => void): Promise<Attempt> {
  const first = await look(scenario, measuring);
  if (first.kind === 'held') return { kind: 'held', scenario, p95Ms: first.p95Ms };
  if (first.kind === 'inconclusive') return { kind: 'inconclusive', scenario, why: first.reason };
  const reason = first.reasons[0];
  let judgement = first;
  for (let measurements = 1; measurements < needed; measurements += 1) {
    if (isFatal(judgement)) return { kind: 'broken', scenario, judgement, measurements };
    if (!measuring.fits(scenario, 1)) return { kind: 'unconfirmed', scenario, reason, why: 'no time was left to measure it again' };
    onConfirm();
    const again = await look(scenario, measuring);
    if (again.kind === 'held') return { kind: 'retracted', scenario, reason, measurements: measurements + 1 };
    if (again.kind === 'inconclusive') return { kind: 'unconfirmed', scenario, reason, why: again.reason };
    judgement = again;
  }
  return { kind: 'broken', scenario, judgement, measurements: needed };
}

/** One measurement, and another when the first could not be judged: the runner may only have stumbled. */
async function look(scenario: ClosedScenario, measuring: Measuring): Promise<Judgement> {
  const judgement = await measuring.measure(scenario);
  return judgement.kind === 'inconclusive' && measuring.fits(scenario, 1) ? measuring.measure(scenario) : judgement;
}
