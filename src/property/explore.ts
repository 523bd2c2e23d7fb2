import type { Scenario } from '../model/scenario.ts';
import type { Attempt } from './confirm.ts';
import { brokenFinding, hungFinding, stabilityId, tellDoubts, unbrokenFinding } from './finding.ts';
import { givenScenarios } from './given.ts';
import type { Given } from './given.ts';
import { amountOf } from './levels.ts';
import { openMeasuring } from './measuring.ts';
import type { Exploration, Quest } from './quest.ts';
import { search } from './search.ts';
import { smallestLoad, tellBroken, tellShrunk } from './smallest-load.ts';
import { tellSpread } from './spread.ts';
import { hangOf } from './stability.ts';
import { writeScenario } from './text.ts';

export type { Exploration, Quest, Renewal } from './quest.ts';
export type { Trial } from './trial.ts';

/** Searches for a scenario that breaks `property.stability`: find, confirm, shrink, tell. Throws only what `tryScenario` throws. */
export async function exploreStability(quest: Quest): Promise<Exploration> {
  const measuring = openMeasuring(quest);
  const given = givenScenarios(quest);
  const { attempts, found, path, planned, cutShort } = await search(quest, given, measuring);
  quest.onTrial?.(attempts.length, planned, '');

  const common = {
    search: {
      property: stabilityId,
      scenarios: attempts.length,
      seed: quest.seed,
      path,
      spread: tellSpread(
        attempts.map(({ scenario }) => scenario),
        quest.users,
      ),
    },
    trials: measuring.count(),
  };
  const evidence = [
    `${attempts.length} of ${planned} scenarios tried in ${measuring.count()} measurements${cutShort ? '; the time was up' : ''}`,
    ...tellEarlier(given, attempts),
  ];
  if (found === null) {
    const mustReach = quest.path === '' ? quest.users.max : null;
    const finding = unbrokenFinding(attempts, mustReach, quest.settings.limits, evidence);
    return { ...common, smallest: null, hang: null, finding, counterexamples: [] };
  }
  const { broken, shrunk } = found;
  const stuck = [shrunk.smallest, broken].flatMap(({ scenario, judgement }) => {
    const test = hangOf(judgement);
    return test === null ? [] : [{ scenario, test }];
  })[0];
  const outcome = {
    ...common,
    smallest: smallestLoad(shrunk),
    hang: stuck === undefined ? null : { test: stuck.test, replay: quest.replayCommand(stuck.scenario) },
    counterexamples: [{ property: stabilityId, scenario: writeScenario(shrunk.replayed) }],
  };
  // The hang is a finding of its own, and what it is found under is not unstable as well.
  if (stuck !== undefined && hangOf(broken.judgement) !== null) return { ...outcome, finding: hungFinding(stuck.scenario, evidence) };
  const { scenario, judgement } = stuck === undefined ? shrunk.smallest : broken;
  const where = isBelow(scenario, broken.scenario, quest) ? 'already at' : 'at';
  const told = [...tellBroken(broken, quest.renewal !== undefined), ...tellShrunk(shrunk), ...evidence, ...tellDoubts(attempts)];
  const replay = quest.replayCommand(stuck === undefined ? shrunk.replayed : broken.scenario);
  return { ...outcome, finding: brokenFinding(scenario, judgement, where, told, replay) };
}

/** Whether less fails than was to be expected: fewer users than are asked for, or fewer arrivals than it was found under. */
function isBelow(scenario: Scenario, found: Scenario, { users }: Quest): boolean {
  return amountOf(scenario) < (scenario.model === 'closed' ? users.max : amountOf(found));
}

const became: Readonly<Record<Attempt['kind'], string>> = {
  held: 'holds now',
  broken: 'still breaks',
  retracted: 'broke at first, but held when measured again',
  unconfirmed: 'broke, but could not be measured again',
  inconclusive: 'could not be judged',
};

function tellEarlier({ earlier, passedOver }: Given, attempts: readonly Attempt[]): readonly string[] {
  const again = attempts.filter(({ scenario }) => earlier.includes(scenario));
  return [
    ...again.map(({ kind, scenario }) => `an earlier failure ${became[kind]}: ${writeScenario(scenario)}`),
    ...(passedOver === 0
      ? []
      : [
          `${passedOver} earlier ${passedOver === 1 ? 'failure was' : 'failures were'} passed over: too many, or of operations, users or rates that are not asked for any more`,
        ]),
  ];
}
