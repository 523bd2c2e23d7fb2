import type { Metric } from '../../model/metric.ts';
import { printChange, printPercent, printValue } from '../../units/print.ts';
import { agreeing, detectableAtOnce, detectableStep, type HistoryWord } from '../rules.ts';
import { sayRun } from './say-run.ts';
import type { Usual } from './usual.ts';

/** A word, and what it was drawn from. */
export interface Told {
  readonly word: HistoryWord;
  readonly metric: Metric;
  /** Oriented so that larger is worse, or better for what improved; as the word was drawn. */
  readonly usual: Usual;
  /** Oriented so that larger is worse, this one last. */
  readonly runs: readonly number[];
  /** The smallest change worth telling, in the metric's unit. */
  readonly least: number;
  /** How many metrics are judged together. */
  readonly together: number;
  /** The earlier run that was kept last. */
  readonly newest: { readonly createdAt: string; readonly commit: string } | undefined;
}

/** What a history says of its last run, in a sentence or two. */
export function tellWord({ word, metric, usual, runs, least, together, newest }: Told): string {
  const size = (excess: number): string => printSize(excess, usual.level, metric);
  const excesses = runs.slice(-agreeing).map((run) => (word === 'improved' ? -run : run) - usual.level);
  const now = excesses.at(-1) ?? Number.NaN;
  const noise = `one run in ten strays by ${size(usual.noise)}`;
  switch (word) {
    case 'lasting':
    case 'improved': {
      const beyond = excesses.filter((excess) => excess > 0 && excess >= usual.noise).toSorted((a, b) => a - b);
      const which = beyond.length < agreeing ? 'Two of the last three runs agree, this one among them' : 'The last three runs agree';
      return `${which}: each at least ${size(beyond[0] ?? now)} ${word === 'lasting' ? 'worse' : 'better'} than usual, where ${noise}.`;
    }
    case 'extreme':
      return `${size(now)} worse than usual, which no noise explains: the furthest that an earlier run strayed was ${size(usual.furthest)}.`;
    case 'known':
      return `${size(now)} worse than usual, and so was the run before${sayRun(newest)}, which was let in: whether this run adds to it is not known.`;
    case 'suspicious':
      return `${size(now)} worse than usual, where ${noise}: suspect, but one run alone may be noise.`;
    case 'usual': {
      const [once, lasting] = [detectableAtOnce(usual, least, together), detectableStep(usual, least)];
      const later = lasting < once ? ` at once, a lasting one of ${size(lasting)} by the third run` : '';
      return `Within what earlier runs did. A step of ${size(once)} would mostly have shown${later}.`;
    }
    default:
      return word satisfies never;
  }
}

/** In percent of what is usual; where that is nothing, and for a metric in percent, as the metric itself is. */
function printSize(size: number, level: number, { unit }: Metric): string {
  if (unit === '%') return printChange(size, 'points');
  return level === 0 ? printValue(size, unit) : printPercent((100 * size) / Math.abs(level));
}
