import { sayUsers } from '../units/say-load.ts';
import type { Attempt } from './confirm.ts';
import { brokenFinding, hungFinding, stabilityId, tellDoubts, unbrokenFinding } from './finding.ts';
import { givenScenarios } from './given.ts';
import type { Given } from './given.ts';
import { openMeasuring } from './measuring.ts';
import type { Exploration, Quest } from './quest.ts';
import { sayReason } from './say.ts';
import { search } from './search.ts';
import { shrink } from './shrink.ts';
import type { Shrunk } from './shrink.ts';
import { tellSpread } from './spread.ts';
import { hangOf, isFatal } from './stability.ts';
import { writeScenario } from './text.ts';

export type { Exploration, Quest } from './quest.ts';
export type { Trial } from './trial.ts';

/** Searches for a scenario that breaks `property.stability`: find, confirm, shrink, tell. Throws only what `tryScenario` throws. */
export async function exploreStability(quest: Quest): Promise<Exploration> {
  const measuring = openMeasuring(quest);
  const given = givenScenarios(quest);
  const { attempts, path, planned, cutShort } = await search(quest, given, measuring);
  const broken = attempts.find((attempt) => attempt.kind === 'broken');
  const smallest =
    broken === undefined || isFatal(broken.judgement)
      ? undefined
      : await shrink(broken.scenario, broken.judgement, { users: quest.users.min, thinkMs: quest.thinkMs }, measuring, () =>
          quest.onTrial?.(attempts.length, planned, 'shrinking'),
        );
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
  if (broken === undefined) {
    const mustReach = quest.path === '' ? quest.users.max : null;
    return { ...common, hang: null, finding: unbrokenFinding(attempts, mustReach, quest.settings.limits, evidence), counterexamples: [] };
  }
  const last = smallest ?? broken;
  const test = hangOf(last.judgement);
  const hang = test === null ? null : { test, replay: quest.replayCommand(last.scenario) };
  const counterexamples = [{ property: stabilityId, scenario: writeScenario(last.scenario) }];
  // The hang is a finding of its own, and what it is found under is not unstable as well.
  if (hangOf(broken.judgement) !== null) return { ...common, hang, finding: hungFinding(broken.scenario, evidence), counterexamples };
  const { scenario, judgement } = hang === null ? last : broken;
  const where = scenario.users < quest.users.max ? 'already at' : 'at';
  const told = [...tellBroken(broken), ...(smallest === undefined ? [] : tellShrunk(smallest)), ...evidence, ...tellDoubts(attempts)];
  return { ...common, hang, finding: brokenFinding(scenario, judgement, where, told, quest.replayCommand(scenario)), counterexamples };
}

const became: Readonly<Record<Attempt['kind'], string>> = {
  held: 'holds now',
  broken: 'still breaks',
  retracted: 'broke once, but held when measured again',
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
          `${passedOver} earlier ${passedOver === 1 ? 'failure was' : 'failures were'} passed over: too many, open loads, or of operations or users that are gone`,
        ]),
  ];
}

function tellBroken(broken: Extract<Attempt, { kind: 'broken' }>): readonly string[] {
  const { scenario, judgement, measurements } = broken;
  const proof = isFatal(judgement) ? 'a crash is its own proof' : `broke in ${measurements} of ${measurements} measurements`;
  return [`found at ${sayUsers(scenario.users)} (${proof}): ${sayReason(judgement.reasons[0])} in ${writeScenario(scenario)}`];
}

function tellShrunk({ steps, scenario, fewestUsers }: Shrunk): readonly string[] {
  return [
    ...(steps.length === 0 ? [] : [`shrunk: ${steps.join(' · ')}`]),
    ...(fewestUsers === scenario.users
      ? []
      : [`not shrunk to the end: it may break anywhere from ${fewestUsers} to ${sayUsers(scenario.users)}`]),
  ];
}
