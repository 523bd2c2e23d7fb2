import type { Comparison } from '../../model/comparison.ts';
import { median } from '../../stats/median.ts';
import { compareNew } from '../compare-effect.ts';
import type { Named } from '../paired/effects.ts';
import type { Member } from './member.ts';
import { findSample, namesOf } from './samples.ts';

/** Why a number has nothing to be compared with. */
export const noneBefore = 'No run before has such a number.';

/** Every number of runs that are too few to judge, with its change and nothing that would pretend to know its noise. */
export function listChanges(before: readonly Member[], after: readonly Member[]): readonly Comparison[] {
  const [earlier, later] = [before, after].map((members) => members.map(({ run }) => run.metrics));
  const reason =
    before.length === 1 && after.length === 1
      ? 'One run on each side says nothing of the noise between runs.'
      : 'So few runs say too little of the noise between them.';
  return namesOf(later ?? []).flatMap((name): readonly Comparison[] => {
    const found = findSample(name, earlier ?? [], later ?? []);
    switch (found.kind) {
      case 'both':
        return [compareMedians(found.sample.metric, found.sample.before, found.sample.after, reason)];
      case 'unfit':
        return [compareMedians(found.metric, found.before, found.after, reason)];
      case 'new':
        return [compareNew(found.metric, found.after, noneBefore)];
      case 'gone':
      case 'none':
        return [];
      default:
        return found satisfies never;
    }
  });
}

function compareMedians(metric: Named, before: readonly number[], after: readonly number[], reason: string): Comparison {
  const bare = compareNew(metric, after, reason);
  const from = median(before);
  const percent = 100 * (bare.after / from - 1);
  const changePercent = bare.changeIn === 'points' ? bare.after - from : Number.isFinite(percent) ? percent : null;
  return { ...bare, before: from, changePercent, kind: 'inconclusive' };
}
