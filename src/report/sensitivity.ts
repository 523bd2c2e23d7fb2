import type { FitnessKind } from '../model/fitness.ts';
import type { Doubt, MetricSensitivity, Needed, Sensitivity } from '../model/sensitivity.ts';
import { printAmount, printChange, printPercent, writeDuration } from '../units/print.ts';
import { code, joined, read, words, type Phrase } from './phrase.ts';
import { changeRange, counted, signedChange } from './value.ts';
import { pad } from './width.ts';

/** What is said of one metric, beside its name. */
export interface SensitivityRow {
  readonly name: string;
  readonly said: Phrase;
}

/** What a comparison would see of a service, in words. */
export interface SaidSensitivity {
  /** Null where nothing was asked. */
  readonly kind: FitnessKind | null;
  readonly sentence: Phrase;
  readonly advice: Phrase | null;
  readonly rows: readonly SensitivityRow[];
}

type Measured = Extract<Sensitivity, { readonly kind: 'measured' }>;

/** The answer, what to do about it, and each metric that is gated. */
export function saySensitivity(service: Sensitivity): SaidSensitivity {
  switch (service.kind) {
    case 'unasked':
      return bare(
        null,
        words(
          'With a plimsoll.yml (or -c, --start) it would also tell the smallest worsening of your own service that would be seen here.',
        ),
      );
    case 'impossible':
      return bare('limited', read(service.sentence));
    case 'failed':
      return bare('unfit', read(service.sentence));
    case 'measured':
      return sayMeasured(service);
    default:
      return service satisfies never;
  }
}

function bare(kind: FitnessKind | null, sentence: Phrase): SaidSensitivity {
  return { kind, sentence, advice: null, rows: [] };
}

function sayMeasured(service: Measured): SaidSensitivity {
  const { suite, pairs, pairsPerMinute, doubts, metrics, untold, failures } = service;
  const measured = words(
    ` in ${counted(pairs, 'pair')}, ${printAmount(pairsPerMinute)} a minute, ${sayApart(metrics)} ${saySeen(service)}`,
  );
  const failed = failures === 0 ? '' : ` ${counted(failures, 'more pair')} came to nothing.`;
  return {
    kind: doubts.length === 0 ? 'ok' : 'limited',
    sentence: joined([...words('Two copies of '), ...code(suite), ...measured, ...words(failed)]),
    advice: doubts.length === 0 ? null : words(doubts.map((doubt) => advise(doubt, service)).join(' ')),
    rows: [
      { name: 'metric', said: columnsOf('would see', 'noise', 'two copies apart', 'seen with a budget of') },
      ...metrics.map((metric) => ({ name: metric.metric, said: sayMetric(metric) })),
      ...untold.map((name) => ({ name, said: words('too few requests to tell') })),
    ],
  };
}

function sayApart(metrics: readonly MetricSensitivity[]): string {
  const apart = metrics.filter(({ trustedFromPercent }) => trustedFromPercent !== null);
  if (apart.length === 0) return 'came out alike.';
  return `were told apart by ${apart.map(({ metric, apartPercent, changeIn }) => `${metric} (${signedChange(apartPercent, changeIn)})`).join(', ')}.`;
}

/** Of what moves first, and of the tail: those are asked about. */
function saySeen({ budgetMs, affordablePairs, enough, pairs, metrics, quietest }: Measured): string {
  const named = [quietest, 'p95'].flatMap((name, index, all) =>
    all.indexOf(name) === index ? metrics.filter(({ metric }) => metric === name) : [],
  );
  const sizes = named.map((each) => `${each.metric} by ${printChange(each.smallestDetectablePercent, each.changeIn)}`);
  const seen = sizes.length === 0 ? 'nothing that tells of time or work' : `a worsening of ${sizes.join(', or of ')}`;
  const budget = writeDuration(budgetMs);
  if (affordablePairs >= enough.pairs) return `A comparison with a budget of ${budget} would see ${seen}.`;
  return `A budget of ${budget} has time for ${counted(affordablePairs, 'pair')}, too few to compare; ${pairs} would see ${seen}.`;
}

function advise(doubt: Doubt, { metrics, enough }: Measured): string {
  switch (doubt) {
    case 'told-apart':
      return `Do not trust ${metrics.flatMap(sayTrust).join(', ')}: look for what treats two copies differently, such as other programs here or state they share.`;
    case 'too-short':
      return `Give it a budget of ${writeDuration(enough.budgetMs)} or more.`;
    case 'too-noisy':
      return 'Compare on a quieter machine, or with a longer budget.';
    default:
      return doubt satisfies never;
  }
}

function sayTrust({ metric, changeIn, trustedFromPercent }: MetricSensitivity): readonly string[] {
  return trustedFromPercent === null ? [] : [`changes of ${metric} below ${printChange(trustedFromPercent, changeIn)}`];
}

const columnsOf = (seen: string, noise: string, apart: string, budgets: string): Phrase =>
  words(`${pad(seen, 12)}${pad(noise, 12)}${pad(apart, 25)}${budgets}`.trimEnd());

function sayMetric({
  changeIn,
  smallestDetectablePercent,
  noisePercent,
  apartPercent,
  apartIntervalPercent,
  needed,
}: MetricSensitivity): Phrase {
  return columnsOf(
    printChange(smallestDetectablePercent, changeIn),
    printChange(noisePercent, changeIn),
    `${signedChange(apartPercent, changeIn)} (${changeRange(apartIntervalPercent, changeIn)})`,
    sayBudgets(needed),
  );
}

/** The budget that each of the sizes takes which a budget can buy; of those that take the same the smallest. */
function sayBudgets(needed: readonly Needed[]): string {
  const smallest = new Map<number, number>();
  for (const one of needed) {
    if (one.kind === 'pairs') smallest.set(one.budgetMs, Math.min(one.percent, smallest.get(one.budgetMs) ?? one.percent));
  }
  return [...smallest].map(([budgetMs, percent]) => `${printPercent(percent)}: ${writeDuration(budgetMs)}`).join(', ');
}
