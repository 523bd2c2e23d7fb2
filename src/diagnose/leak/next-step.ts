import type { Batch, Endurance } from '../../model/endurance.ts';
import { suffixMinima } from '../../stats/suffix-minima.ts';
import { judgeHandles } from './judge-handles.ts';
import { judgeMemory } from './judge-memory.ts';
import type { LeakLook } from './look.ts';
import { timesToProve } from './weigh.ts';

/** What the sustained phase does next with the processes it has loaded. */
export type Step =
  | {
      /** One more batch for the process that was loaded last, and a look when it has been left alone for `restMs`. */
      readonly kind: 'batch';
      readonly durationMs: number;
      readonly restMs: number;
    }
  | {
      /** No operations, but one more look: as a batch of none, after a longer rest in which what waits is worked off and returned. */
      readonly kind: 'rest';
      readonly restMs: number;
    }
  /** A fresh process, which must show again what is suspected of the first. */
  | { readonly kind: 'fresh-process' }
  | { readonly kind: 'enough' };

const batchMs = { answered: { heap: 150, rss: 200 }, abandoned: { heap: 60, rss: 60 } } as const;
/**
 * Batches are as long as it takes for so many operations, within bounds: a first process that has done 8 000 is proven by 24 000, and the
 * longer the batches, the less of the time goes into looking.
 */
const wantedOperations = { first: 800, second: 1_200 };
const stretches = { least: 0.4, most: 2 };
const shortestMs = 20;
/** The first batches are shorter: nobody knows yet what one adds. */
const firstShares = [0.2, 0.5] as const;
/** A service that often holds more for a while than it keeps is given the time to return it. */
const restMs = { usual: 30, restless: 250, last: 1_000 };
/** One more shows whether what came back goes on coming back. */
const mostRests = 2;
const restless = { looks: 2, bytes: 1_024 ** 2 };
/** What one batch may add: a leak must not end the service, or fill the machine, before it is certain. */
const mostAdded = { bytes: 12 * 1_024 ** 2, handles: 60 };
/** Growth of one process that is enough, whatever it may mean. */
const mostBytes = 1.5 * 1_024 ** 3;
/** Not in a moment: what expires must have the time to. */
const shortestProofMs = 7_000;
/** What stayed where it was in the second half of twice the operations did not do what the first process seemed to do. */
const timesToRefute = 2;
/** A batch, its rest, and the look; with less left nothing new is begun. */
const leastLeftMs = 300;
/** With fewer, what looks like a leak may be any service's first steps. */
const lateOperations = 2_000;
/** With that many looks a suspicion no longer waits for what else may come of the same process. */
const waitedLooks = 16;

/** Decides after every batch. `first` and `second` are one mode's processes so far, `leftMs` the time that the phase still has. */
export function nextStep(first: Endurance, second: Endurance | null, leftMs: number): Step {
  const running = second ?? first;
  const looks = allLooks(running);
  if (leftMs < leastLeftMs || grownBytes(running) > mostBytes)
    return { kind: second === null && looks.some(isLateSuspicion) ? 'fresh-process' : 'enough' };
  if (second === null) {
    if (looks.some(({ decision }) => decision === 'leak') && !(hasMore(looks) && first.batches.length < waitedLooks))
      return { kind: 'fresh-process' };
    return looks.every(({ decision }) => decision !== 'go-on') ? { kind: 'enough' } : batchOf(running, isRestless(first.batches));
  }
  const suspected = allLooks(first).map((look) => look.decision === 'leak' || isLateSuspicion(look));
  const asked = looks.filter((_, index) => suspected[index] === true);
  const times = operationsOf(second) / operationsOf(first);
  const rests = restsOf(second);
  if (times >= timesToProve && rests > 0) {
    const isReturning = asked.some(({ soFar }) => soFar === 'returning');
    return rests < mostRests && isReturning ? { kind: 'rest', restMs: restMs.last } : { kind: 'enough' };
  }
  if (asked.some(({ decision }) => decision === 'go-on') || times < timesToRefute) return batchOf(running, isRestless(first.batches));
  if (asked.every(({ decision }) => decision !== 'leak')) return { kind: 'enough' };
  const isShown = times >= timesToProve && (second.durationMs >= shortestProofMs || leftMs < restMs.last + 2 * leastLeftMs);
  return isShown ? { kind: 'rest', restMs: restMs.last } : batchOf(running, isRestless(first.batches));
}

function allLooks(endurance: Endurance): readonly LeakLook[] {
  return [judgeMemory(endurance), ...(['descriptors', 'threads', 'sockets'] as const).map((of) => judgeHandles(endurance, of))];
}

/** What does not look like a suspicion for want of operations only becomes one when there is no time for more. */
function isLateSuspicion({ soFar, operations }: LeakLook): boolean {
  return soFar === 'leak' && operations >= lateOperations;
}

/** Whether something else grows as well, and it is not yet clear how. */
function hasMore(looks: readonly LeakLook[]): boolean {
  return looks.some(({ decision, soFar }) => decision === 'go-on' && (soFar === 'unsure' || soFar === 'leak'));
}

function grownBytes({ batches }: Endurance): number {
  const [first, last] = [batches[0], batches.at(-1)];
  return first === undefined || last === undefined ? 0 : bytesOf(last) - bytesOf(first);
}

/** Those that the proof counts: of a mode with abandoned ones, these. */
function operationsOf({ mode, batches }: Endurance): number {
  return mode === 'abandoned' ? batches.reduce((sum, { abandoned }) => sum + abandoned, 0) : (batches.at(-1)?.operations ?? 0);
}

/** Looks at the end that came without operations. */
function restsOf({ batches }: Endurance): number {
  return batches.length - 1 - batches.findIndex(({ operations }) => operations === batches.at(-1)?.operations);
}

/**
 * Equally long ones, so that what is lost with every connection stays the same for each operation; shorter where a batch adds too much.
 */
function batchOf(endurance: Endurance, wasRestless: boolean): Step {
  const { by, mode, batches } = endurance;
  const usualMs = batchMs[mode][by] * (firstShares[batches.length] ?? (mode === 'answered' ? stretch(endurance) : 1));
  const before = batches.at(-4) ?? batches[0];
  const last = batches.at(-1);
  const rest = by === 'heap' && (wasRestless || isRestless(batches)) ? restMs.restless : restMs.usual;
  if (before === undefined || last === undefined || last.operations === before.operations) {
    return { kind: 'batch', durationMs: usualMs, restMs: rest };
  }
  const busiest = Math.max(...batches.map(({ operations }, index) => operations - (batches[index - 1]?.operations ?? 0)));
  const added = Math.max(bytesOf(last) - bytesOf(before), 0) / mostAdded.bytes + handlesOf(last, before) / mostAdded.handles;
  const share = (added / (last.operations - before.operations)) * busiest;
  return { kind: 'batch', durationMs: Math.round(Math.max(shortestMs, usualMs / Math.max(1, share))), restMs: rest };
}

/** By how much batches are longer than usual, from the one of half the usual length: the same for all of a process. */
function stretch({ attempt, batches: [first, second] }: Endurance): number {
  const expected = ((second?.operations ?? 0) - (first?.operations ?? 0)) / firstShares[1];
  const wanted = attempt > 1 ? wantedOperations.second : wantedOperations.first;
  return Math.min(stretches.most, Math.max(stretches.least, wanted / Math.max(1, expected)));
}

/** Whether a few looks saw more than a later one. Once so, always so, in the fresh process from its beginning: a rest that changes changes what is seen. */
function isRestless(batches: readonly Batch[]): boolean {
  const values = batches.map(bytesOf);
  const lows = suffixMinima(values);
  return values.filter((value, index) => value - (lows[index] ?? value) > restless.bytes).length >= restless.looks;
}

function bytesOf({ heapBytes, rssBytes }: Batch): number {
  return heapBytes ?? rssBytes ?? 0;
}

function handlesOf(last: Batch, before: Batch): number {
  const added = (now: number | null, then: number | null): number => Math.max(0, (now ?? 0) - (then ?? 0));
  return added(last.descriptors, before.descriptors) + added(last.threads, before.threads);
}
