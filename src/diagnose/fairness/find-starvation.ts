import type { Finding } from '../../model/finding.ts';
import type { Spoiled } from '../../model/self-check.ts';
import { median } from '../../stats/median.ts';
import { printDuration, printPercent } from '../../units/print.ts';
import { jainIndex } from './jain.ts';
import { findStarvedUsers, tellUsers, type UsersSeen } from './judge-users.ts';
import { servicesOf, type ClassSeen, type Service, type Services } from './service.ts';

/** What a load of all kinds of operations gave to each of them, and to each user. */
export interface FairnessAsked {
  readonly classes: readonly ClassSeen[];
  /** How many users the load had. */
  readonly users: number;
  readonly perUser: UsersSeen;
  /** Who gets less than this share of what the middle one gets is starved. */
  readonly leastShare: number;
  /** How many times worse than all limits somebody must fare; 1 but for loads that are to show it again and again. */
  readonly margin: number;
  /** Our own trouble meanwhile, which can only have made answers slower; null for none. */
  readonly spoiled: Spoiled | null;
}

/** What came of looking for who is starved. */
export interface StarvationSeen {
  /** `fairness.starvation`. */
  readonly finding: Finding;
  /** Kinds of operation that are; none unless the finding is broken. */
  readonly operations: readonly string[];
  /** Users that are, from 0 on; none unless the finding is broken. */
  readonly users: readonly number[];
  /** Whether it is left open only because too little was measured, while nobody looks starved. */
  readonly isShort: boolean;
  /** Whether some kind of operation is far behind the others, excused or not. */
  readonly isLagging: boolean;
}

/** Nothing at all for so long, and for so many of its slowest answers in peace, is starvation as well. */
const silence = { leastMs: 5_000, solos: 20 } as const;
const mostNamed = 3;
const notOurs = 'but not surely by the service';

type Facts = Pick<Finding, 'sentence' | 'measured' | 'limit' | 'unit'>;
type Judged = Facts & { readonly kind: Finding['kind']; readonly operations: readonly string[] };

/**
 * Whether any kind of operation, or any user, is starved by the others. The worst one decides: an index over all of them, told beside it,
 * hides one starved among many. Kinds of which too little is known leave it open.
 */
export function findStarvation(asked: FairnessAsked): StarvationSeen {
  const { classes, users, perUser, margin, spoiled } = asked;
  const leastShare = asked.leastShare / margin;
  const known = servicesOf(classes, users, margin);
  const evidence = [
    ...tellServices(known.services, leastShare),
    ...(classes.length > 1 ? known.unknown.map(({ name, why }) => `${name}: ${why}`) : []),
    ...tellUsers(perUser),
    ...(spoiled === null ? [] : [spoiled.sentence]),
  ];
  const ofServices = judgeServices(known, leastShare, spoiled);
  const silent = classes.flatMap((seen) => judgeSilence(seen) ?? []);
  // Engines that fare unlike one another would make users of them that do.
  const ofUsers = spoiled === null ? findStarvedUsers(perUser, leastShare) : null;
  const broken = [...silent, ofServices].filter(({ kind }) => kind === 'broken');
  const { operations: _, ...facts } =
    broken[0] ?? (ofUsers === null ? ofServices : judgeUsers(ofUsers.sentence, ofUsers.percent, leastShare));
  return {
    finding: { id: 'fairness.starvation', evidence, ...facts },
    operations: broken.flatMap(({ operations }) => operations),
    users: ofUsers?.users ?? [],
    isLagging: known.services.some(({ share }) => share < leastShare * median(known.services.map((one) => one.share))),
    isShort: facts.kind === 'inconclusive' && facts.limit === null,
  };
}

function judgeUsers(sentence: string, percent: number, leastShare: number): Judged {
  return { kind: 'broken', sentence, measured: percent, limit: 100 * leastShare, unit: '%', operations: [] };
}

function judgeSilence({ name, longestSilenceMs, calm }: ClassSeen): Judged | null {
  const limit = Math.max(silence.leastMs, silence.solos * (calm?.p99Ms ?? 0));
  if (longestSilenceMs === null || longestSilenceMs <= limit) return null;
  const sentence = `\`${name}\` is starved: none of it succeeded for ${printDuration(longestSilenceMs)}, while others did`;
  return { kind: 'broken', sentence, measured: longestSilenceMs, limit, unit: 'ms', operations: [name] };
}

function judgeServices({ services, unknown }: Services, leastShare: number, spoiled: Spoiled | null): Judged {
  const facts = { measured: null, limit: 100 * leastShare, unit: '%', operations: [] };
  if (services.length + unknown.length < 2) {
    return { ...facts, kind: 'held', sentence: 'No operation starves another: there is only one kind of them' };
  }
  const few = `Whether an operation starves cannot be told: too little is known of ${sayNames(unknown.map(({ name }) => name))}`;
  // No number: it is no doubt about the service.
  const open: Judged = { ...facts, limit: null, kind: 'inconclusive', sentence: few };
  if (services.length < 2) return open;
  const middle = median(services.map(({ share }) => share));
  const least = leastShare * middle;
  const [worst] = services.filter(({ share, excuse }) => excuse === null || share >= least).toSorted((a, b) => a.share - b.share);
  if (worst === undefined) return open;
  const percent = (100 * worst.share) / middle;
  const measured = { ...facts, measured: percent };
  const gets = sayShare(worst.share / middle);
  // Times that are partly our own shrink by as much as that may be.
  const ours = spoiled === null ? 0 : (spoiled.mostShare ?? 1);
  const starved = services
    .filter(({ excuse, mostShare }) => excuse === null && mostShare < least * (1 - ours))
    .toSorted((a, b) => a.share - b.share);
  const [first, ...others] = starved;
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and so ${others.length === 1 ? 'is' : 'are'} ${sayNames(others.map(({ name }) => name))}`;
    return {
      ...facts,
      kind: 'broken',
      sentence: `\`${first.name}\` is starved by other operations: it gets ${sayShare(first.share / middle)}${more}`,
      measured: (100 * first.share) / middle,
      operations: starved.map(({ name }) => name),
    };
  }
  if (worst.share < least) {
    const why = worst.mostShare < least ? notOurs : 'but its answers are too unlike one another to be sure';
    return { ...measured, kind: 'inconclusive', sentence: `\`${worst.name}\` may be starved by other operations: it gets ${gets}, ${why}` };
  }
  if (unknown.length > 0) return open;
  return { ...measured, kind: 'held', sentence: `No operation is starved by others: \`${worst.name}\` fares worst, and gets ${gets}` };
}

function sayShare(share: number): string {
  return `${printPercent(100 * share)} of the service that the middle operation gets`;
}

function sayNames(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).map((name) => `\`${name}\``);
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function tellServices(services: readonly Service[], leastShare: number): readonly string[] {
  if (services.length < 2) return [];
  const middle = median(services.map(({ share }) => share));
  return [
    ...services.map(
      ({ name, share, excuse }) =>
        `${name}: ${printPercent((100 * share) / middle)} of the middle${share < leastShare * middle ? sayExcuse(excuse) : ''}`,
    ),
    `Jain's index of fairness between operations: ${jainIndex(services.map(({ share }) => share)).toFixed(2)}`,
  ];
}

function sayExcuse(excuse: Service['excuse']): string {
  switch (excuse) {
    case 'alone':
      return ', but hardly slower than alone';
    case 'line':
      return ', but hardly slower than in a fair line';
    case null:
      return '';
    default:
      return excuse satisfies never;
  }
}
