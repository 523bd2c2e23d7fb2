import type { Finding } from '../../model/finding.ts';
import type { Spoiled } from '../../model/self-check.ts';
import { mean } from '../../stats/mean.ts';
import { quantile } from '../../stats/quantile.ts';
import { studentPoint } from '../../stats/student.ts';
import { printCount, printDuration, printPercent } from '../../units/print.ts';
import { sayUsers } from '../../units/say-load.ts';
import { halfOfWaiting } from './half-of-waiting.ts';
import { orderOf, type Order, type Served } from './order.ts';
import type { Wait, WaitsSeen } from './waits-of.ts';

/** What waits must keep to. */
export interface CoordinationLimits {
  /** 1 s unless somebody asks for another. */
  readonly meanMs: number;
  /** 2 s unless somebody asks for another. */
  readonly maxMs: number;
  /** Share of the pairs that waited together and were served in the other order; 10 % unless somebody asks for another. */
  readonly outOfOrderPercent: number;
}

/** Fewer pairs tell nothing of an order. */
const neededPairs = 30;
const neededWaits = 30;
const mostNamed = 3;
/** Of what waits may take on average: half of all waiting is in longer ones, or who came first is of no consequence to anybody. */
const mattersFrom = 0.05;

/**
 * Whether a limited resource is given out well: short waits, in the order of asking, and none forgotten. First come, first served keeps all
 * pairs in order, whoever draws lots turns half of them round, last come, first served all: a tenth leaves room for wakers that race. Where
 * waits are short, their order is told and not judged: locks of rows, as most locks, let in who comes at the right moment. Only those that
 * wait for the same operation have an order: others may wait for something else. A wait without an end is lost when it lasted longer than
 * any may, and still under way when the watching ended before. `spoiled` is trouble of our own, which lengthens waits but loses none.
 */
export function findCoordination(
  { waits, watchedUntilMs, jitterMs, others }: WaitsSeen,
  limits: CoordinationLimits,
  spoiled: Spoiled | null,
): Finding {
  const served = waits.flatMap(({ gotAtMs, ...wait }) => (gotAtMs === null ? [] : [{ ...wait, gotAtMs }]));
  const lost = waits.filter(({ askedAtMs, gotAtMs }) => gotAtMs === null && watchedUntilMs - askedAtMs > limits.maxMs);
  const order = orderWithin(served, jitterMs);
  const evidence = [
    ...tellWaits(served, limits),
    ...lost.slice(0, mostNamed).map((wait) => tellLost(wait, watchedUntilMs)),
    ...tellOrder(order, limits),
    ...(others === 0 ? [] : [`${printCount(others)} more calls failed or were cut off before they had waited too long`]),
  ];
  const facts = { id: 'coordination', unit: 'ms', measured: null, limit: limits.maxMs, evidence };
  if (lost.length > 0) {
    const sentence = `${printCount(lost.length)} of ${printCount(waits.length)} waits ${lost.length === 1 ? 'was' : 'were'} never answered`;
    return { ...facts, kind: 'broken', sentence, measured: lost.length, limit: 0, unit: 'count' };
  }
  if (served.length === 0)
    return { ...facts, kind: 'inconclusive', sentence: 'Nothing was answered, so that waiting could not be judged', limit: null };
  return judgeWaits(served, limits, spoiled, facts) ?? judgeOrder(served, order, limits, facts) ?? judgeCalm(served, order, limits, facts);
}

type Facts = Omit<Finding, 'kind' | 'sentence' | 'replay'>;

function judgeWaits(served: readonly Served[], limits: CoordinationLimits, spoiled: Spoiled | null, facts: Facts): Finding | null {
  const waitsMs = served.map(waitMs);
  const middle = mean(waitsMs);
  const most = longestOf(waitsMs);
  const least = middle - errorOf(waitsMs);
  const ownShare = spoiled === null ? 1 : 1 - (spoiled.mostShare ?? 1);
  const late = [
    { measured: most, surely: most, limit: limits.maxMs, said: `The longest wait was ${printDuration(most)}` },
    { measured: middle, surely: least, limit: limits.meanMs, said: `Waits took ${printDuration(middle)} on average` },
  ].filter(({ measured, limit }) => measured > limit);
  const [worst] = [...late.filter(({ surely, limit }) => surely * ownShare > limit), ...late];
  if (worst === undefined) return null;
  const { measured, surely, limit, said } = worst;
  const sentence = `${said}, above the limit of ${printDuration(limit)}`;
  const found = { ...facts, measured, limit };
  if (surely * ownShare > limit) return { ...found, kind: 'broken', sentence };
  if (spoiled !== null && surely > limit) {
    return { ...found, kind: 'inconclusive', sentence: `${sentence}, but not surely by the service. ${spoiled.sentence}` };
  }
  const few = `but they differ, and there were only ${printCount(waitsMs.length)}: it may be as low as ${printDuration(Math.max(0, surely))}`;
  return { ...found, kind: 'inconclusive', sentence: `${sentence}, ${few}` };
}

function judgeOrder(served: readonly Served[], order: Order, limits: CoordinationLimits, facts: Facts): Finding | null {
  if (!isOutOfOrder(order, limits) || !matters(served, limits)) return null;
  const percent = (100 * order.outOfOrder) / order.pairs;
  const sentence = `Who came first was not served first: ${sayOrder(order)}, ${printPercent(limits.outOfOrderPercent)} are allowed`;
  return { ...facts, kind: 'broken', sentence, measured: percent, limit: limits.outOfOrderPercent, unit: '%' };
}

function isOutOfOrder({ pairs, outOfOrder }: Order, { outOfOrderPercent }: CoordinationLimits): boolean {
  return pairs >= neededPairs && (100 * outOfOrder) / pairs > outOfOrderPercent;
}

function matters(served: readonly Served[], { meanMs }: CoordinationLimits): boolean {
  return halfOfWaiting(served.map(waitMs)) >= mattersFrom * meanMs;
}

function judgeCalm(served: readonly Served[], order: Order, limits: CoordinationLimits, facts: Facts): Finding {
  const waitsMs = served.map(waitMs);
  const most = longestOf(waitsMs);
  const told = `${printDuration(mean(waitsMs))} on average, at most ${printDuration(most)}`;
  if (served.length < neededWaits) {
    return {
      ...facts,
      kind: 'inconclusive',
      sentence: `Waits took ${told}, but there were only ${printCount(served.length)}`,
      limit: null,
    };
  }
  const kept = order.pairs < neededPairs ? '' : ', roughly in the order of asking';
  const turn = isOutOfOrder(order, limits) ? '; not in the order of asking, but too short for that to matter' : kept;
  return { ...facts, kind: 'held', sentence: `All ${printCount(served.length)} waits had an end: ${told}${turn}`, measured: most };
}

function tellWaits(served: readonly (Served & { readonly user: number })[], limits: CoordinationLimits): readonly string[] {
  if (served.length === 0) return [];
  const waitsMs = served.map(waitMs);
  const users = new Set(served.map(({ user }) => user)).size;
  const longest = served.reduce((worst, wait) => (waitMs(wait) > waitMs(worst) ? wait : worst));
  const beyond = waitsMs.filter((wait) => wait > limits.maxMs).length;
  return [
    `${printCount(served.length)} waits of ${sayUsers(users)}: p50 ${printDuration(quantile(waitsMs, 0.5))}, p95 ${printDuration(quantile(waitsMs, 0.95))}`,
    `the longest: user ${longest.user} asked at ${printDuration(longest.askedAtMs)} and waited ${printDuration(waitMs(longest))}`,
    ...(beyond < 2 ? [] : [`${printCount(beyond)} waits were longer than ${printDuration(limits.maxMs)}`]),
  ];
}

function tellLost({ operation, askedAtMs, user }: Wait, untilMs: number): string {
  return `lost: user ${user} asked for ${operation} at ${printDuration(askedAtMs)} and had nothing ${printDuration(untilMs - askedAtMs)} later`;
}

/** The order within each operation, added up. */
function orderWithin(served: readonly (Served & { readonly operation: string })[], jitterMs: number): Order {
  const names = [...new Set(served.map(({ operation }) => operation))];
  const orders = names.map((name) =>
    orderOf(
      served.filter(({ operation }) => operation === name),
      jitterMs,
    ),
  );
  return {
    pairs: orders.reduce((sum, { pairs }) => sum + pairs, 0),
    outOfOrder: orders.reduce((sum, { outOfOrder }) => sum + outOfOrder, 0),
  };
}

function tellOrder(order: Order, limits: CoordinationLimits): readonly string[] {
  if (order.pairs === 0) return [];
  const few =
    order.pairs < neededPairs ? `; ${neededPairs} are needed to judge them` : `; ${printPercent(limits.outOfOrderPercent)} are allowed`;
  return [`${sayOrder(order)}${few}`];
}

/** `12 of 340 pairs that waited together were served in the other order (3.5 %)`. */
function sayOrder({ pairs, outOfOrder }: Order): string {
  const percent = printPercent((100 * outOfOrder) / pairs);
  return `${printCount(outOfOrder)} of ${printCount(pairs)} pairs that waited together were served in the other order (${percent})`;
}

function waitMs({ askedAtMs, gotAtMs }: Served): number {
  return gotAtMs - askedAtMs;
}

/** By a fold, because so many arguments as there may be waits no function takes. */
function longestOf(waitsMs: readonly number[]): number {
  return waitsMs.reduce((most, wait) => Math.max(most, wait), 0);
}

/** Half of a 95 % interval of the mean. */
function errorOf(values: readonly number[]): number {
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1);
  return studentPoint(values.length - 1) * Math.sqrt(variance / values.length);
}
