import type { Finding } from '../model/finding.ts';
import type { Scenario } from '../model/scenario.ts';
import { printAmount } from '../units/print.ts';
import { sayLoad, sayUsers } from '../units/say-load.ts';
import type { Attempt } from './confirm.ts';
import { amountOf } from './levels.ts';
import { sayReason } from './say.ts';
import type { StabilityLimits } from './settings.ts';
import type { Broken, Reason } from './stability.ts';
import { writeScenario } from './text.ts';

export const stabilityId = 'property.stability';

const mostDoubts = 6;

/** The finding of a property that broke in this scenario. */
export function brokenFinding(
  scenario: Scenario,
  judgement: Broken,
  atFewest: string,
  evidence: readonly string[],
  replay: string,
): Finding {
  const [first, ...others] = judgement.reasons;
  return {
    kind: 'broken',
    id: stabilityId,
    sentence: `${sayReason(first)} ${atFewest} ${sayLoad(scenario)}`,
    ...measuredOf(first),
    evidence: [...others.map(sayReason), ...(first.kind === 'errors' ? first.examples : []), ...evidence],
    replay,
  };
}

/** The finding of a search that a hang put an end to: the hang is told for itself, and more is not known. */
export function hungFinding(scenario: Scenario, evidence: readonly string[]): Finding {
  return {
    kind: 'inconclusive',
    id: stabilityId,
    sentence: `The search ended when the service got stuck at ${sayLoad(scenario)}, which is a finding of its own`,
    measured: null,
    limit: null,
    unit: 'count',
    evidence: [`it got stuck in ${writeScenario(scenario)}`, ...evidence],
  };
}

/** The finding of a search in which nothing broke: how far it held, or why that cannot be told. */
export function unbrokenFinding(
  attempts: readonly Attempt[],
  mustReach: number | null,
  limits: StabilityLimits,
  evidence: readonly string[],
): Finding {
  const judged = attempts.filter((attempt) => attempt.kind === 'held' || attempt.kind === 'retracted');
  const levels = judged.flatMap(({ scenario }) => (scenario.model === 'closed' ? [scenario.users] : []));
  const worst = Math.max(...attempts.map((attempt) => (attempt.kind === 'held' ? (attempt.p95Ms ?? -1) : -1)));
  const base = {
    id: stabilityId,
    measured: worst < 0 ? null : worst,
    limit: limits.p95Ms,
    unit: 'ms',
    evidence: [...evidence, ...tellDoubts(attempts)],
  };
  const held = `p95, mean and errors stayed within their limits in ${sayHeld(judged.map(({ scenario }) => scenario))}`;
  const open = attempts.find((attempt) => attempt.kind === 'unconfirmed');
  if (open !== undefined) {
    const sentence = `${sayReason(open.reason)} at ${sayLoad(open.scenario)}, seen, but not confirmed: ${open.why}`;
    return { ...base, kind: 'inconclusive', sentence };
  }
  if (attempts.length === 0) return { ...base, kind: 'inconclusive', sentence: 'No scenario could be tried in the time there was' };
  const doubt = attempts.findLast((attempt) => attempt.kind === 'inconclusive')?.why ?? 'the time was up';
  if (judged.length === 0) return { ...base, kind: 'inconclusive', sentence: `No scenario could be judged: ${doubt}` };
  // Holding at few users says nothing about many: without the maximum the property is not known to hold.
  if (mustReach !== null && Math.max(0, ...levels) < mustReach) {
    return { ...base, kind: 'inconclusive', sentence: `${held}, but none of ${sayUsers(mustReach)} could be judged: ${doubt}` };
  }
  return { ...base, kind: 'held', sentence: held };
}

/** `23 scenarios of 1–20 users and 7 of up to 120 arrivals/s`. */
function sayHeld(scenarios: readonly Scenario[]): string {
  const count = (some: readonly Scenario[]): string => `${some.length} ${some.length === 1 ? 'scenario' : 'scenarios'}`;
  const closed = scenarios.filter(({ model }) => model === 'closed');
  const open = scenarios.filter(({ model }) => model === 'open');
  const [fewest, most] = [Math.min(...closed.map(amountOf)), Math.max(...closed.map(amountOf))];
  const users = `${count(closed)} of ${fewest === most ? '' : `${fewest}–`}${sayUsers(most)}`;
  const rates = `of up to ${printAmount(Math.max(...open.map(amountOf)))} arrivals/s`;
  if (open.length === 0) return users;
  return closed.length === 0 ? `${count(open)} ${rates}` : `${users} and ${open.length} ${rates}`;
}

/** What is worth a line although it did not break the property; a handful stands for all. */
export function tellDoubts(attempts: readonly Attempt[]): readonly string[] {
  const lines = attempts.flatMap(tellAttempt);
  return lines.length <= mostDoubts ? lines : [...lines.slice(0, mostDoubts), `and ${lines.length - mostDoubts} more like these`];
}

function tellAttempt(attempt: Attempt): readonly string[] {
  const text = writeScenario(attempt.scenario);
  switch (attempt.kind) {
    case 'held':
    case 'broken':
      return [];
    case 'retracted':
      return [`retracted: ${sayReason(attempt.reason)} in ${text}, but it held when measured again (${attempt.measurements} measurements)`];
    case 'unconfirmed':
      return [`not confirmed: ${sayReason(attempt.reason)} in ${text}: ${attempt.why}`];
    case 'inconclusive':
      return [`not judged: ${text}: ${attempt.why}`];
    default:
      return attempt satisfies never;
  }
}

function measuredOf(reason: Reason): { readonly measured: number | null; readonly limit: number | null; readonly unit: string } {
  switch (reason.kind) {
    case 'crash':
    case 'hang':
      return { measured: null, limit: null, unit: 'count' };
    case 'silence':
      return { measured: 0, limit: null, unit: 'count' };
    case 'errors':
      return { measured: reason.measured, limit: reason.limit, unit: '%' };
    case 'latency':
      return { measured: reason.measured, limit: reason.limit, unit: 'ms' };
    default:
      return reason satisfies never;
  }
}
