import type { Config } from '../config/schema.ts';
import { leftForProperties, type BudgetShares } from '../load/budget.ts';
import { payloadRange } from '../load/reference.ts';
import type { Observation } from '../model/observation.ts';
import { exploreStability, type Exploration, type Renewal } from '../property/explore.ts';
import { rateCeiling } from '../property/rate-ceiling.ts';
import type { RunningService } from '../service/start.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import type { Page } from './ledger.ts';
import { spareOperations, spareRequests } from '../driver/spare.ts';
import { usersAreProcesses } from '../driver/traits.ts';
import type { Stand, Succession } from './succession.ts';
import { tryScenario } from './try-scenario.ts';

/** Stopping a service and putting engine and monitor on its successor take about this long beside the start itself. */
const rigMs = 500;

/** Where little time is left scenarios are shorter: a failure that cannot be measured again is none. */
const fewestMeasurements = 15;
/** Shorter ones would have too few answers. */
const shortestMs = 250;

/** More clients that leave, a second, would be another kind of load. */
const mostLeaving = 50;

/** Searches for a load that breaks the service, with all that is left of the budget. */
export async function searchProperties(
  asked: Asked,
  steady: Observation,
  shares: BudgetShares,
  line: Succession,
  story: Story,
  world: World,
): Promise<Exploration | null> {
  const { config, seed, path, examples, replayCommand } = asked;
  let detail = '';
  story.begin('properties');
  // One whose heap was looked into, and filled, is no measure.
  const first = line.current().inspected && line.canRenew() ? await line.renew(false) : line.current();
  if (first === null) {
    story.end('no fresh process started');
    return null;
  }
  let on = enter(first);
  const renewal: Renewal = {
    expectedMs: first.rig.service.readyMs + Math.max(line.readyingMs(), rigMs),
    renew: async () => {
      on.page.close();
      const fresh = await line.renew(false);
      if (fresh !== null) on = enter(fresh);
      return fresh !== null;
    },
  };
  const carried = carriedPerSecond(steady);
  const budgetMs = leftForProperties(story.leftMs(), shares);
  const exploration = await exploreStability({
    users: config.load.users,
    operations: config.operations,
    keys: config.load.keys,
    payloadBytes: payloadRange(config.load),
    carriedPerSecond: usersAreProcesses(config.operations) ? null : carried,
    mostLeavingPerSecond: mostLeavingPerSecond(config, carried, first.rig.service),
    thinkMs: config.load.thinkMs,
    settings: config.property.stability,
    seed,
    path,
    // What broke under pressure is tried again under it.
    examples: examples.filter((example) => example.model === 'open' || example.constraints === undefined),
    budgetMs,
    scenarioMs: Math.round(Math.min(shares.scenarioMs, Math.max(shortestMs, budgetMs / fewestMeasurements))),
    world,
    tryScenario: (scenario) => tryScenario(scenario, on.stand.rig, config, (progress) => story.move(detail, progress), world),
    ...(line.canRenew() ? { renewal } : {}),
    onTrial: (done, planned, note) => {
      detail = `${done}/${planned} scenarios${note === '' ? '' : ` · ${note}`}`;
      story.move(detail, null);
    },
    replayCommand,
  });
  on.page.close();
  story.end(`${exploration.search.scenarios} scenarios in ${exploration.trials} measurements · ${exploration.finding.kind}`);
  return exploration;
}

/** What the service was seen to carry, errors left out; null where the load was cut short. Our own trouble can only have kept it from more. */
function carriedPerSecond({ averageRatePerSecond, ended, total }: Observation): number | null {
  if (ended !== 'complete' || total.requests === 0) return null;
  return averageRatePerSecond * (1 - total.errors / total.requests);
}

/**
 * Clients that leave beside the users: each of their operations comes at most a tenth as often again as in the reference load, which hardly
 * strains a service that carried that. Only of our own services: they may be left with what nobody waits for any more.
 */
function mostLeavingPerSecond({ operations, load }: Config, carried: number | null, { pid, target }: RunningService): number {
  if (pid === null || spareRequests(operations, load.keys, target.url) === null) return 0;
  const evenly = Object.fromEntries(spareOperations(operations).map(({ name }) => [name, 1]));
  return Math.min(mostLeaving, rateCeiling(evenly, operations, carried) / 5);
}

/** A process that the search goes on with, its use entered from here on. */
function enter(stand: Stand): { readonly stand: Stand; readonly page: Page } {
  return { stand, page: stand.ledger.open('properties') };
}
