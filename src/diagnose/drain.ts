import type { Finding } from '../model/finding.ts';
import { printAmount, printCount, printDuration } from '../units/print.ts';
import type { HeldThrough } from './held.ts';
import { sayReturn, tellHeld } from './say-drain.ts';

/** What was seen when the load had been taken away from a service. */
export interface DrainInput extends HeldThrough {
  /** Most connections of ours at once, in the load before `after`; all are closed by then. */
  readonly connections: number;
  /** The same in the further load. */
  readonly connectionsAgain: number;
  /** Operations of the last load whose clients went away before the answer: it may still be at work on them, and keep their sockets. */
  readonly givenUp: number;
  /** How long was waited. */
  readonly waitedMs: number;
  /** CPU time over wall time before the load and during the whole wait; null where nobody could see. */
  readonly idleCores: number | null;
  readonly drainCores: number | null;
  /** Findings that are broken already: what they tell is not told again. */
  readonly broken: readonly string[];
}

interface Resource {
  readonly name: 'descriptors' | 'threads' | 'processes';
  /** Comes and goes by itself. */
  readonly least: number;
  /** Findings that tell of its growth. */
  readonly leaks: readonly string[];
}

const resources: readonly Resource[] = [
  { name: 'descriptors', least: 3, leaks: ['leak.descriptors', 'leak.sockets'] },
  { name: 'threads', least: 3, leaks: ['leak.threads'] },
  { name: 'processes', least: 1, leaks: [] },
];
const leastSockets = 3;
/** Of the connections there were; what is below is chance, or a small pool. */
const share = 0.1;
/** A pool that fills grows by less with every load. */
const undiminished = 0.75;
/** A pool keeps up to a connection and a pipe, or a thread, for each of its users. */
const pooledEach = 2;
const busyCores = 0.8;
const idleCoresAtMost = 0.1;
const nothingSeen = 'Every operation ended; what the service holds cannot be seen here';
const nothingBefore =
  'Every operation ended; before the load there was no process yet, so what its processes keep is compared with nothing';

/**
 * Whether a service gave back what it held for a load. What the first load opens and keeps may be a pool; broken is what grows by as
 * much again with the next load, and a socket that its client has closed and the service has not. A service that still
 * computes may work off a backlog: that cannot be told.
 */
export function findDrain(input: DrainInput): Finding {
  const { before, after, again, broken, waitedMs, idleCores, drainCores } = input;
  const last = again ?? after;
  const evidence = [...tellHeld(input), ...tellCpu(input)];
  const facts = { id: 'drain', measured: null, limit: null, unit: 'count', evidence };
  const gone = broken.find((id) => id === 'crash' || id.startsWith('hang.'));
  if (gone !== undefined) {
    const why = gone === 'crash' ? 'it died' : 'it got stuck';
    return { ...facts, kind: 'inconclusive', sentence: `What the service gives back after a load cannot be told: ${why}` };
  }

  const unclosed = findUnclosed(input);
  // What nobody gave up has been answered: no work is left that a socket could be kept for.
  const isSure = unclosed !== null && (unclosed.measured ?? 0) - input.givenUp >= (unclosed.limit ?? 0);
  const [worst, ...others] = [...(isSure ? [unclosed] : []), ...findGrowth(input)];
  if (worst !== undefined) {
    return { ...facts, ...worst, kind: 'broken', evidence: [...others.map(({ sentence }) => sentence), ...evidence] };
  }
  if (unclosed !== null) {
    return { ...facts, ...unclosed, kind: 'inconclusive', sentence: `${unclosed.sentence}. It may still be at work on what was given up` };
  }
  if (drainCores !== null && idleCores !== null && drainCores >= busyCores && idleCores < idleCoresAtMost) {
    const used = `The service still used ${printAmount(drainCores)} cores in the ${printDuration(waitedMs)} after the load`;
    const sentence = `${used}, and ${printAmount(idleCores)} before it: it may work off a backlog, or turn in circles`;
    return { ...facts, kind: 'inconclusive', measured: drainCores, limit: busyCores, unit: 'cores', sentence };
  }
  if (before === null || last === null) {
    return { ...facts, kind: 'held', sentence: last === null ? nothingSeen : nothingBefore };
  }
  const told = resources.flatMap(({ leaks }) => leaks).find((id) => broken.includes(id));
  const tooMany = again === null && told === undefined ? findTooMany(input) : null;
  if (tooMany !== null) return { ...facts, ...tooMany, kind: 'inconclusive' };
  const main = resources.find(({ name }) => before[name] !== null && last[name] !== null);
  if (main === undefined) return { ...facts, kind: 'held', sentence: nothingSeen };
  const stays = (last[main.name] ?? 0) - (before[main.name] ?? 0);
  const said = sayReturn(main.name, input, stays <= toleranceOf(main.least, input.connections));
  return { ...facts, kind: 'held', measured: stays, sentence: told === undefined ? said : `${said}: ${told} tells of it` };
}

type Fact = Pick<Finding, 'sentence' | 'measured' | 'limit'>;

/** Sockets whose client is gone, when they are too many. Its connections to others are not looked at: a pool keeps them. */
function findUnclosed({ before, after, again, connections, connectionsAgain, waitedMs, broken }: DrainInput): Fact | null {
  const sockets = (again ?? after)?.sockets ?? null;
  if (sockets === null || isTold(['leak.sockets', 'leak.descriptors'], broken)) return null;
  const stay = sockets.closeWait - (before?.sockets?.closeWait ?? 0);
  const limit = toleranceOf(leastSockets, again === null ? connections : connectionsAgain);
  const sentence = `${printCount(stay)} sockets stay in CLOSE_WAIT ${printDuration(waitedMs)} after the load: their clients closed them, the service did not`;
  return stay < limit ? null : { sentence, measured: stay, limit };
}

function findGrowth({ before, after, again, connections, connectionsAgain, broken }: DrainInput): readonly Fact[] {
  return resources.flatMap(({ name, least, leaks }) => {
    const [was, then, now] = [before?.[name] ?? null, after?.[name] ?? null, again?.[name] ?? null];
    if (was === null || then === null || now === null || isTold(leaks, broken)) return [];
    const [first, second] = [then - was, now - then];
    // More users at once may open a larger pool.
    const pooled = Math.max(1, first / Math.max(1, connections)) * Math.max(0, connectionsAgain - connections);
    const limit = toleranceOf(least, connections) + pooled;
    if (first <= toleranceOf(least, connections) || second <= limit || second - pooled < undiminished * first) return [];
    const sentence = `The service does not give back its ${name}: ${was} before a load, ${then} after it, ${now} after another`;
    return [{ sentence, measured: second, limit }];
  });
}

/** What stays after a single load and is more than any pool for so many users; null where nothing is. */
function findTooMany({ before, after, connections }: DrainInput): Fact | null {
  const found = resources.flatMap(({ name, least }) => {
    const [was, now] = [before?.[name] ?? null, after?.[name] ?? null];
    if (was === null || now === null) return [];
    const limit = toleranceOf(least, connections) + pooledEach * connections;
    const sentence = `${now} ${name} after the load, and ${was} before it: whether they go on growing only a further load tells`;
    return now - was <= limit ? [] : [{ sentence, measured: now - was, limit }];
  });
  return found[0] ?? null;
}

function toleranceOf(least: number, connections: number): number {
  return Math.max(least, Math.ceil(share * connections));
}

function isTold(ids: readonly string[], broken: readonly string[]): boolean {
  return ids.some((id) => broken.includes(id));
}

function tellCpu({ idleCores, drainCores }: DrainInput): readonly string[] {
  if (idleCores === null || drainCores === null) return [];
  return [`cores: ${printAmount(idleCores)} before, ${printAmount(drainCores)} while it drained`];
}
