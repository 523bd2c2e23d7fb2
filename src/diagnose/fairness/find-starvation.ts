import type { Finding } from '../../model/finding.ts';
import { median } from '../../stats/median.ts';
import { printCount, printDuration, printPercent } from '../../units/print.ts';
import { sayUsers } from '../../units/say-load.ts';
import { jainIndex } from './jain.ts';
import { servicesOf, type ClassSeen, type Service, type Services } from './service.ts';

/** What a load of all kinds of operations gave to each of them, and to each user. */
export interface FairnessAsked {
  readonly classes: readonly ClassSeen[];
  /** Operations that succeeded, for each user of a closed load; empty where they were not counted. */
  readonly perUser: readonly number[];
}

/** Who gets less than this share of what the middle one gets is starved. */
const leastShare = 0.2;
/** Nothing at all for so long, and for so many of its slowest answers in peace, is starved as well. */
const silence = { leastMs: 5_000, solos: 20 } as const;
/** The middle user must have had so many operations before one that has few can be told from chance. */
const neededEach = 30;
const mostNamed = 3;

type Judged = Omit<Extract<Finding, { kind: 'broken' }>, 'id' | 'evidence' | 'replay' | 'kind'> & { readonly kind: Finding['kind'] };

/**
 * Whether any kind of operation, or any user, is starved by the others. The worst one decides: an index over all of them, told beside it,
 * hides one starved among many. Kinds of which too little is known leave it open.
 */
export function findStarvation({ classes, perUser }: FairnessAsked): Finding {
  const known = servicesOf(classes);
  const evidence = [...tellServices(known.services), ...known.unknown.map(({ name, why }) => `${name}: ${why}`), ...tellUsers(perUser)];
  const ofServices = judgeServices(known);
  const broken = [...classes.flatMap((seen) => judgeSilence(seen) ?? []), ofServices, ...judgeUsers(perUser)].find(
    ({ kind }) => kind === 'broken',
  );
  return { id: 'fairness.starvation', evidence, ...(broken ?? ofServices) };
}

function judgeSilence({ name, longestSilenceMs, calm }: ClassSeen): Judged | null {
  const limit = Math.max(silence.leastMs, silence.solos * (calm?.p99Ms ?? 0));
  if (longestSilenceMs === null || longestSilenceMs <= limit) return null;
  const sentence = `\`${name}\` is starved: none of it succeeded for ${printDuration(longestSilenceMs)}, while others did`;
  return { kind: 'broken', sentence, measured: longestSilenceMs, limit, unit: 'ms' };
}

function judgeServices({ services, unknown }: Services): Judged {
  const facts = { measured: null, limit: 100 * leastShare, unit: '%' };
  if (services.length + unknown.length < 2) {
    return { ...facts, kind: 'held', sentence: 'No operation starves another: there is only one kind of them' };
  }
  const few = `Whether an operation starves cannot be told: too little is known of ${sayNames(unknown.map(({ name }) => name))}`;
  if (services.length < 2) return { ...facts, kind: 'inconclusive', sentence: few };
  const middle = median(services.map(({ share }) => share));
  const [starved] = services.filter(({ own }) => !own).toSorted((a, b) => a.share - b.share);
  if (starved === undefined) {
    return unknown.length > 0
      ? { ...facts, kind: 'inconclusive', sentence: few }
      : { ...facts, kind: 'held', sentence: 'No operation starves another: none is slower than alone' };
  }
  const percent = (100 * starved.share) / middle;
  const measured = { ...facts, measured: percent };
  const gets = `${printPercent(percent)} of the service that the middle operation gets`;
  if (starved.mostShare < leastShare * middle) {
    return { ...measured, kind: 'broken', sentence: `\`${starved.name}\` is starved by other operations: it gets ${gets}` };
  }
  if (starved.share < leastShare * middle) {
    const sentence = `\`${starved.name}\` may be starved by other operations: it gets ${gets}, but its answers are too unlike one another to be sure`;
    return { ...measured, kind: 'inconclusive', sentence };
  }
  if (unknown.length > 0) return { ...measured, kind: 'inconclusive', sentence: few };
  return { ...measured, kind: 'held', sentence: `No operation is starved by others: \`${starved.name}\` fares worst, and gets ${gets}` };
}

function judgeUsers(perUser: readonly number[]): readonly Judged[] {
  const middle = median(perUser);
  if (perUser.length < 2 || middle < neededEach) return [];
  const least = Math.min(...perUser);
  // As much as a user may have had by right that had so little by chance: 97.5 % of Poisson's.
  const atMost = (Math.sqrt(least) + 1) ** 2;
  if (atMost >= leastShare * middle) return [];
  const starved = perUser.filter((count) => (Math.sqrt(count) + 1) ** 2 < leastShare * middle).length;
  const who =
    starved === 1 ? `User ${perUser.indexOf(least) + 1} of ${perUser.length} is` : `${starved} of ${sayUsers(perUser.length)} are`;
  const sentence = `${who} starved: ${printCount(least)} operations, where the middle user had ${printCount(middle)}`;
  return [{ kind: 'broken', sentence, measured: (100 * least) / middle, limit: 100 * leastShare, unit: '%' }];
}

function sayNames(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).map((name) => `\`${name}\``);
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function tellServices(services: readonly Service[]): readonly string[] {
  if (services.length < 2) return [];
  const middle = median(services.map(({ share }) => share));
  return [
    ...services.map(
      ({ name, share, own }) => `${name}: ${printPercent((100 * share) / middle)} of the middle${own ? ', but no slower than alone' : ''}`,
    ),
    `Jain's index of fairness between operations: ${jainIndex(services.map(({ share }) => share)).toFixed(2)}`,
  ];
}

function tellUsers(perUser: readonly number[]): readonly string[] {
  if (perUser.length < 2) return [];
  const [least, most] = [Math.min(...perUser), Math.max(...perUser)];
  const spread = `${printCount(least)} to ${printCount(most)}, middle ${printCount(median(perUser))}`;
  const few = median(perUser) < neededEach ? `; ${neededEach} are needed to judge them` : '';
  const index = most === 0 ? '' : `; Jain's index ${jainIndex(perUser).toFixed(2)}`;
  return [`operations for each user: ${spread}${index}${few}`];
}
