import { jainIndex } from './jain.ts';
import { median } from '../../stats/median.ts';
import { printCount } from '../../units/print.ts';
import { sayUsers } from '../../units/say-load.ts';

/** What each user of a closed load got. */
export interface UsersSeen {
  /** Operations that succeeded, for each user; empty where they were not counted. */
  readonly counts: readonly number[];
  /** Standard deviation of all responses over their mean; null where it is not known. */
  readonly unlikeness: number | null;
}

/** Users who have so little that neither chance nor what they asked for explains it. */
export interface StarvedUsers {
  /** From 0 on. */
  readonly users: readonly number[];
  readonly sentence: string;
  /** What the least of them has, in percent of the middle user. */
  readonly percent: number;
}

/** The middle user must have had so many operations before one that has few can be told from chance. */
const neededEach = 30;
/** Standard deviations that chance does not reach. */
const notByChance = 2;

/** Whether there are enough of them, with enough operations, to be judged at all. */
export function canJudgeUsers({ counts, unlikeness }: UsersSeen): boolean {
  return counts.length > 1 && unlikeness !== null && median(counts) >= neededEach;
}

/**
 * The users who got less than this share of what the middle user got; null where nobody did. Who waits for its answers has as many as fit into
 * the time: a count with a deviation of √n times that of one response over its mean, so that a user who drew an operation that takes long is
 * not taken for starved.
 *
 * Source: the central limit theorem of renewal processes, W. Feller, An introduction to probability theory and its applications II, XI.5.
 */
export function findStarvedUsers(seen: UsersSeen, leastShare: number): StarvedUsers | null {
  if (!canJudgeUsers(seen)) return null;
  const { counts, unlikeness } = seen;
  const middle = median(counts);
  const chance = notByChance * Math.sqrt(middle) * Math.max(1, unlikeness ?? 1);
  // As much as a user may have had by right that had so little by chance: 97.5 % of Poisson's.
  const isStarved = (count: number): boolean => (Math.sqrt(count) + 1) ** 2 < leastShare * middle && middle - count > chance;
  const users = counts.flatMap((count, user) => (isStarved(count) ? [user] : []));
  const [first] = users;
  if (first === undefined) return null;
  const least = Math.min(...users.map((user) => counts[user] ?? 0));
  const who = users.length === 1 ? `User ${first + 1} of ${counts.length} is` : `${users.length} of ${sayUsers(counts.length)} are`;
  const sentence = `${who} starved: ${printCount(least)} operations, where the middle user had ${printCount(middle)}`;
  return { users, sentence, percent: (100 * least) / middle };
}

/** One line on how evenly users were served; none where they were not counted. */
export function tellUsers({ counts }: UsersSeen): readonly string[] {
  if (counts.length < 2) return [];
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const spread = `${printCount(least)} to ${printCount(most)}, middle ${printCount(median(counts))}`;
  const few = median(counts) < neededEach ? `; ${neededEach} are needed to judge them` : '';
  const index = most === 0 ? '' : `; Jain's index ${jainIndex(counts).toFixed(2)}`;
  return [`operations for each user: ${spread}${index}${few}`];
}
