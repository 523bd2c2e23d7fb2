import { leftForConstraints, type BudgetShares } from '../load/budget.ts';
import type { Counterexample } from '../model/counterexample.ts';
import type { Finding } from '../model/finding.ts';
import type { OperationCost } from '../model/operation-cost.ts';
import type { PropertySearch } from '../model/run.ts';
import { noAddress } from '../model/target.ts';
import { heavyOperations } from '../property/heavy-operations.ts';
import { countPut, spreadConstraints, sumUpConstraints } from '../property/sum-up-constraints.ts';
import { takeTurns } from '../property/take-turns.ts';
import { constraintsId } from '../property/tell-constraints.ts';
import { writeScenario } from '../property/text.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { leastShareMs, putUnderPressure } from './constraints.ts';
import type { Succession } from './succession.ts';
import type { Ground } from './undergo.ts';

/** What came of putting the service under pressure; nothing where that was not asked for, or where it did not live so long. */
export interface Pressed {
  readonly findings: readonly Finding[];
  readonly searches: readonly PropertySearch[];
  readonly counterexamples: readonly Counterexample[];
}

/**
 * Whether the service stands pressure and recovers from it, with what is left of the budget, in a process that nothing else was done to.
 * The last of all phases, because some of its processes die of it, as they may.
 */
export async function checkConstraints(
  asked: Asked,
  shares: BudgetShares,
  costs: readonly OperationCost[],
  line: Succession,
  story: Story,
  world: World,
): Promise<Pressed> {
  const { config, seed, examples, replayCommand } = asked;
  const settings = config.property.constraints;
  if (!settings.enabled || settings.under.length === 0 || line.fate() !== null) return nothing;
  const { pid, simulated, target } = line.current().rig.service;
  if (simulated !== undefined) return unjudged('it is simulated, and only a process can be put under any');
  if (target.url === noAddress) return unjudged('its operations are processes of their own, and only a service is put under any');
  if (pid === null) return unjudged('it was not started here, and what others use is left in peace');
  if (leftForConstraints(story.leftMs(), shares) < leastShareMs) return unjudged('there was too little time. A longer budget tells');

  story.begin('constraints');
  const first = line.canRenew() ? await line.renew(false) : line.current();
  if (first === null) {
    story.end('no fresh process started');
    return unjudged('no fresh process of it started');
  }
  let page = first.ledger.open('constraints');
  const ground: Ground = {
    current: () => line.current().rig,
    renew: async () => {
      if (!line.canRenew()) return null;
      page.close();
      const fresh = await line.renew(false);
      if (fresh !== null) page = fresh.ledger.open('constraints');
      return fresh?.rig ?? null;
    },
    excuse: () => line.excuse(),
  };
  const { finding, tried, smallest } = await putUnderPressure({
    config,
    settings,
    seed,
    turns: takeTurns(settings.under, examples, seed),
    heavy: heavyOperations(costs),
    shareMs: leftForConstraints(story.leftMs(), shares),
    ground,
    replayCommand,
    world,
    onMove: (detail, progress) => story.move(detail, progress),
  });
  page.close();
  story.end(sumUpConstraints(tried));
  return {
    findings: [finding],
    searches: [{ property: constraintsId, scenarios: countPut(tried), seed, path: '', spread: spreadConstraints(tried) }],
    counterexamples: smallest === null ? [] : [{ property: constraintsId, scenario: writeScenario(smallest) }],
  };
}

const nothing: Pressed = { findings: [], searches: [], counterexamples: [] };

/** With no number, because it is no doubt about the service. */
function unjudged(why: string): Pressed {
  const sentence = `Whether the service stands pressure was not looked at: ${why}`;
  const finding: Finding = { kind: 'inconclusive', id: constraintsId, sentence, measured: null, limit: null, unit: 'ms', evidence: [] };
  return { ...nothing, findings: [finding] };
}
