import type { Comparison } from '../../model/comparison.ts';
import { normalPoint } from '../../stats/normal.ts';
import { compareEffect, compareNew } from '../compare-effect.ts';
import type { PairedWord } from '../paired/conclude.ts';
import { percentOf } from '../paired/tell.ts';
import { noneBefore } from './changes.ts';
import { concludeGroups } from './conclude.ts';
import type { Member } from './member.ts';
import { kindOf, standingsOf, type Standing } from './standing.ts';
import { tellStanding } from './tell.ts';
import { countTogether, runsToTell } from './weigh.ts';

/** What two groups of runs say. */
export interface GroupsVerdict {
  readonly word: PairedWord;
  /** One for each gated metric that the runs after have. */
  readonly comparisons: readonly Comparison[];
}

/** One run in so many lies as far off as the noise that is told. */
const exceeding = 0.1;

/**
 * Judges two groups of at least four runs each, oldest first; worsenings of `accepted` metrics are let pass. Pure: the same runs give the
 * same verdict.
 */
export function compareGroups(before: readonly Member[], after: readonly Member[], accepted: ReadonlySet<string>): GroupsVerdict {
  const standings = standingsOf(before, after);
  const needed = neededOf(standings);
  return { word: concludeGroups(standings, needed, accepted), comparisons: standings.flatMap((standing) => compare(standing, needed)) };
}

/** The fewest runs of each side of which the clearest outcome would be a regression. */
export function neededRunsEach(before: readonly Member[], after: readonly Member[]): number {
  return neededOf(standingsOf(before, after));
}

function neededOf(standings: readonly Standing[]): number {
  const samples = standings.flatMap((each) => (each.kind === 'weighed' ? [each.sample] : []));
  return runsToTell(countTogether(samples));
}

function compare(standing: Standing, needed: number): readonly Comparison[] {
  if (standing.kind === 'gone') return [];
  if (standing.kind === 'new') return [compareNew(standing.metric, standing.after, noneBefore)];
  if (standing.kind === 'unfit') return [compareNew(standing.metric, standing.after, 'No ratio can be taken of what the runs measured.')];
  const { sample, weighed } = standing;
  const noisePercent = weighed.spread === null ? null : Math.abs(percentOf(normalPoint(exceeding) * weighed.spread, sample));
  const reason = tellStanding(standing, needed);
  return [compareEffect(sample, sample, weighed, { noisePercent, trail: sample.before, kind: kindOf(standing), reason })];
}
