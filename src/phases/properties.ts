import { leftForProperties, type BudgetShares } from '../load/budget.ts';
import { exploreStability, type Exploration, type Renewal } from '../property/explore.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import type { Page } from './ledger.ts';
import type { Stand, Succession } from './succession.ts';

/** Stopping a service and putting engine and monitor on its successor take about this long beside the start itself. */
const rigMs = 500;

/** Where little time is left scenarios are shorter: a failure that cannot be measured again is none. */
const fewestMeasurements = 15;
/** Shorter ones would have too few answers. */
const shortestMs = 250;

/** Searches for a load that breaks the service, with all that is left of the budget. */
export async function searchProperties(
  asked: Asked,
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
    expectedMs: first.rig.service.readyMs + rigMs,
    renew: async () => {
      on.page.close();
      const fresh = await line.renew(false);
      if (fresh !== null) on = enter(fresh);
      return fresh !== null;
    },
  };
  const budgetMs = leftForProperties(story.leftMs(), shares);
  const exploration = await exploreStability({
    users: config.load.users,
    operations: config.operations,
    keys: config.load.keys,
    thinkMs: config.load.thinkMs,
    settings: config.property.stability,
    seed,
    path,
    examples,
    budgetMs,
    scenarioMs: Math.round(Math.min(shares.scenarioMs, Math.max(shortestMs, budgetMs / fewestMeasurements))),
    world,
    tryScenario: (scenario) => on.stand.rig.tryScenario(scenario, (progress) => story.move(detail, progress)),
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

/** A process that the search goes on with, its use entered from here on. */
function enter(stand: Stand): { readonly stand: Stand; readonly page: Page } {
  return { stand, page: stand.ledger.open('properties') };
}
