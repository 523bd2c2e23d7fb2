import type { Config } from './config/schema.ts';
import { budgetForPairs, putAsideForPairs } from './load/budget.ts';
import type { Paired } from './model/paired.ts';
import type { Sensitivity } from './model/sensitivity.ts';
import { noAddress } from './model/target.ts';
import { measurePairs } from './phases/pairs.ts';
import { wantsPort } from './service/port.ts';
import type { ServiceSettings } from './service/settings.ts';
import { setUpService } from './service/set-up.ts';
import { startService } from './service/start.ts';
import { beginStory, type Story, type Tell } from './story.ts';
import { printDuration } from './units/print.ts';
import { fewestPairs, mostPairs } from './verdict/paired/plan.ts';
import { sense } from './verdict/sensitivity.ts';
import type { World } from './world.ts';

/** Budgets are named in steps of five seconds, longer ones of a minute. */
const stepOf = (ms: number): number => (ms > 120_000 ? 60_000 : 5_000);

/** What a budget leaves for the machine when pairs have had the share that a run gives them. */
export function machineShareMs(budgetMs: number): number {
  return budgetMs - putAsideForPairs(budgetMs);
}

/**
 * Measures the user's service against a copy of itself, for as long as a run with this budget would measure it against its base: what
 * comes out apart is this machine's doing. A service that cannot be set up or started is a Fault.
 */
export async function compareCopies(config: Config, world: World, tell: Tell): Promise<Sensitivity> {
  const obstacle = findObstacle(config.service);
  if (obstacle !== null) return { kind: 'impossible', sentence: obstacle };
  const pairsMs = putAsideForPairs(config.budgetMs);
  const story = beginStory(pairsMs, world, tell);
  await tryStart(config.service, story, world);

  // It is set up already; a gate sets its base up too.
  const copy = { ...config.service, setup: null };
  const against = { sides: { base: copy, head: copy }, commit: '', name: 'a copy of itself', notes: [] };
  const paired = await measurePairs(against, config, world.seed(), pairsMs, story, world, 'planned');
  const { pairs, failures } = paired;
  if (pairs.length < fewestPairs) return { kind: 'failed', sentence: sayTooFew(paired) };
  const pairMs = (story.phases.at(-1)?.durationMs ?? 0) / pairs.length;
  const affordablePairs = Math.min(mostPairs, Math.floor(pairsMs / pairMs));
  const budgetFor = (count: number): number => {
    const ms = budgetForPairs(count * pairMs);
    return Math.ceil(ms / stepOf(ms)) * stepOf(ms);
  };
  return {
    kind: 'measured',
    suite: config.suite,
    budgetMs: config.budgetMs,
    pairs: pairs.length,
    affordablePairs,
    pairsPerMinute: 60_000 / pairMs,
    enough: { pairs: fewestPairs, budgetMs: budgetFor(fewestPairs) },
    failures: failures.length,
    ...sense(pairs, { affordablePairs, budgetFor }),
  };
}

/** Why two copies cannot stand side by side; null when they can. */
function findObstacle({ start, url }: ServiceSettings): string | null {
  if (start === null && url !== noAddress)
    return 'The service is started by somebody else, so no copy of it can be: give a service.start to learn what a comparison would see.';
  if (start !== null && !wantsPort(url))
    return 'Two copies must run at once, each on a port of its own: say ${PORT} in service.url and listen on the variable PORT.';
  return null;
}

/** Sets the service up and starts it once, so that one that does not start says so and costs no pairs. */
async function tryStart(service: ServiceSettings, story: Story, world: World): Promise<void> {
  story.begin('startup');
  await setUpService(service, world);
  const started = await startService(service, world);
  await started.stop();
  story.end(`ready in ${printDuration(started.readyMs)}`);
}

function sayTooFew({ pairs, failures }: Paired): string {
  const count = `Only ${pairs.length} ${pairs.length === 1 ? 'pair' : 'pairs'} of two copies could be measured, and it takes ${fewestPairs}.`;
  // They are a base and a head to whoever measures them.
  return `${count} ${failures[0] ?? 'The load generator or this machine was in the way of the others, as it would be of a comparison: stop what else runs here.'}`;
}
