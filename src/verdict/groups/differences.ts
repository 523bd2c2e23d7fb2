import type { Runner } from '../../model/run.ts';
import { sayCpu } from '../../words.ts';
import type { Member } from './member.ts';

/** Why a run must not be held against another, each in a few words; none for runs that may be. Holds hostile text. */
export function differencesOf({ run, remembered }: Member, shown: Member): readonly string[] {
  return [
    ...tell('suite', run.suite, shown.run.suite),
    ...tell('configuration', run.configHash, shown.run.configHash),
    ...(remembered.runnerClass === shown.remembered.runnerClass ? [] : tellRunner(run.runner, shown.run.runner)),
  ];
}

function tellRunner(runner: Runner, shown: Runner): readonly string[] {
  const told = [
    ...tell('system', `${runner.os} ${runner.arch}`, `${shown.os} ${shown.arch}`),
    ...tell('CPU', sayCpu(runner), sayCpu(shown)),
    ...tell('image', runner.image, shown.image),
    ...tell('Node', runner.node, shown.node),
  ];
  return told.length === 0 ? ['another kind of runner'] : told;
}

function tell(what: string, value: string, other: string): readonly string[] {
  return value === other ? [] : [`${what} ${value || 'unknown'}, not ${other || 'unknown'}`];
}
