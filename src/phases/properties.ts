import { leftForProperties, type BudgetShares } from '../load/budget.ts';
import { exploreStability, type Exploration } from '../property/explore.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import type { Succession } from './succession.ts';

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
  const stand = line.current().inspected && line.canRenew() ? await line.renew(false) : line.current();
  if (stand === null) {
    story.end('no fresh process started');
    return null;
  }
  const { rig, ledger } = stand;
  const page = ledger.open('properties');
  const exploration = await exploreStability({
    users: config.load.users,
    operations: config.operations,
    keys: config.load.keys,
    thinkMs: config.load.thinkMs,
    settings: config.property.stability,
    seed,
    path,
    examples,
    budgetMs: leftForProperties(story.leftMs(), shares),
    scenarioMs: shares.scenarioMs,
    world,
    tryScenario: (scenario) => rig.tryScenario(scenario, (progress) => story.move(detail, progress)),
    onTrial: (done, planned, note) => {
      detail = `${done}/${planned} scenarios${note === '' ? '' : ` · ${note}`}`;
      story.move(detail, null);
    },
    replayCommand,
  });
  page.close();
  story.end(`${exploration.search.scenarios} scenarios in ${exploration.trials} measurements · ${exploration.finding.kind}`);
  return exploration;
}
