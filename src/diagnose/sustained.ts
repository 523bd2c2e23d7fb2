import type { Endurance } from '../model/endurance.ts';
import type { Finding } from '../model/finding.ts';
import { printCount } from '../units/print.ts';
import { whyEnded, type Ended } from './ended.ts';
import { isWorse, longRunOf, mayBeWorse, type Course, type LongRun, type LongRunLimits } from './long-run.ts';
import { sayChanges, sayCourse, sayHidden, tellCourse, tellLongRun } from './say-sustained.ts';

export const sustainedId = 'property.sustained';

/** A long run and what is known beside it. */
export interface SustainedAsked {
  readonly endurances: readonly Endurance[];
  readonly limits: LongRunLimits;
  /** What else was found: a leak tells of memory, and of what it slows down. */
  readonly findings: readonly Finding[];
  /** Whether there was a process to look at to the end; null where there was. */
  readonly ended: Ended | null;
  readonly replay?: string;
}

/** Gravest first: who is not answered does not care how fast. */
const order: readonly Course['of'][] = ['errors', 'p50', 'p95', 'cpu-per-operation'];

/** Batches do not end at the same operation. */
const asMuch = 1.1;
/** What may be missed of what is said to be as good as before. */
const mostMissedPercent = 100;

/**
 * Whether a process may have got worse in something by more than is allowed: another has to show it before anybody is blamed. The slowest
 * answers alone vary too much to ask for one.
 */
export function seemsWorse(endurance: Endurance, limits: LongRunLimits): boolean {
  return (
    endurance.mode === 'answered' &&
    longRunOf(endurance, limits).courses.some((course) => (course.of === 'p95' ? isWorse(course) : mayBeWorse(course)))
  );
}

/**
 * Whether a long run is as good at its end as at its beginning. One process cannot be told from its machine: broken is only what a second,
 * fresh one shows again, having begun where the first began and not where it had come to.
 */
export function findSustained(asked: SustainedAsked): Finding {
  const { endurances, limits, findings, ended } = asked;
  const runs = endurances.filter(({ mode }) => mode === 'answered').map((endurance) => longRunOf(endurance, limits));
  const told = runs.flatMap((run) => [
    ...run.courses.map((course) => tellCourse(course, run)),
    ...(run.courses.length === 0 ? [tellLongRun(run)] : []),
  ]);
  const memory = findings.filter(({ id }) => id === 'leak.memory').map(({ sentence }) => `memory, by leak.memory: ${sentence}`);
  const base = {
    id: sustainedId,
    measured: null,
    limit: null,
    unit: '%',
    evidence: [...told, ...memory],
  };
  const [first, second] = [runs.find(({ attempt }) => attempt === 1), runs.findLast(({ attempt }) => attempt > 1)];
  const leak = findings.find(({ id, kind }) => id.startsWith('leak.') && kind === 'broken');
  if (leak !== undefined) return { ...base, kind: 'broken', sentence: sayLeak(leak.id, runs), toldBy: leak.id };
  if (first === undefined || runs.every(({ courses }) => courses.length === 0)) {
    return { ...base, kind: 'inconclusive', sentence: `${unknown}: ${sayNothing(ended, Math.max(0, ...runs.map((run) => run.batches)))}` };
  }
  const early = endurances.findLast(({ mode, attempt }) => mode === 'answered' && attempt > 1);
  const then = early === undefined ? undefined : longRunOf(upTo(early, first), limits);
  const worse = order.flatMap((of) => pairOf(of, first, second, then));
  const proven = worse.find(({ kind }) => kind === 'proven');
  if (proven !== undefined) return brokenBy(proven, asked, base);
  const doubted = worse.find(({ kind }) => kind === 'doubted');
  if (doubted !== undefined) {
    return {
      ...base,
      ...factsOf(doubted.course),
      kind: 'inconclusive',
      sentence: `The ${sayCourse(doubted.course, doubted.run)}, ${doubted.why}`,
    };
  }
  const longest = runs.toSorted((a, b) => b.operations - a.operations)[0] ?? first;
  const shown = longest.courses.length === 0 ? first : longest;
  if (!shown.courses.some(tellsEnough)) {
    return {
      ...base,
      kind: 'inconclusive',
      sentence: `${unknown}: its ${shown.batches} batches vary too much, as they do on a busy machine. A longer budget tells.`,
    };
  }
  const held = `As good after ${printCount(shown.operations)} operations as at the beginning: ${sayChanges(shown.courses)}`;
  const largest = shown.courses.filter(({ of }) => of !== 'errors').toSorted((a, b) => b.change - a.change)[0];
  const evidence = [...told, sayHidden(shown), ...memory];
  return { ...base, ...(largest === undefined ? {} : withoutGains(factsOf(largest))), kind: 'held', sentence: held, evidence };
}

const unknown = 'Whether the service is as good at the end of a long run as at its beginning cannot be told';

function sayNothing(ended: SustainedAsked['ended'], batches: number): string {
  if (ended !== null) return whyEnded[ended];
  return `${batches === 0 ? 'there was too little time for one' : `${batches} batches of operations are too few`}. A longer budget tells.`;
}

/** Whether it is sure that latency, or CPU time, did not even double: of less nobody can say that it held. */
function tellsEnough({ of, interval }: Course): boolean {
  return (of === 'p50' || of === 'cpu-per-operation') && interval[1] <= mostMissedPercent;
}

interface Worse {
  readonly kind: 'proven' | 'doubted';
  readonly course: Course;
  readonly run: LongRun;
  readonly why: string;
}

/** What both processes say of one number, where one of them at least may have got worse in it. */
function pairOf(of: Course['of'], first: LongRun, second: LongRun | undefined, then: LongRun | undefined): readonly Worse[] {
  const one = first.courses.find((course) => course.of === of);
  const two = second?.courses.find((course) => course.of === of);
  if (two === undefined || second === undefined) {
    if (one === undefined || !mayBeWorse(one)) return [];
    const why = isWorse(one)
      ? 'but in one process only: that may be the machine, and no fresh one has shown it again'
      : 'but that may be noise. A longer budget tells.';
    return [{ kind: 'doubted', course: one, run: first, why }];
  }
  if (one === undefined) return mayBeWorse(two) ? [{ kind: 'doubted', course: two, run: second, why: 'but in one process only' }] : [];
  const doubt = (why: string): readonly Worse[] => [{ kind: 'doubted', course: one, run: first, why }];
  if (mayBeWorse(one) && isWorse(two)) {
    return startsAnew(one, then?.courses.find((course) => course.of === of) ?? two)
      ? [
          {
            kind: 'proven',
            ...surer(one, first, two, second),
            why: 'and so it did in the other of two processes, each of which began anew',
          },
        ]
      : doubt('and a fresh process began where it ended: that may be the machine, or something the service keeps outside of its process');
  }
  // What is taken back has to be missing, not only hard to see.
  if (mayBeWorse(one) && two.change > 0 && two.interval[1] > one.change) return doubt('and a fresh process did not show it clearly');
  if (isWorse(two)) return [{ kind: 'doubted', course: two, run: second, why: 'but only one of two processes did so' }];
  return [];
}

/** Of two processes that show the same, the one that shows it better. */
function surer(one: Course, first: LongRun, two: Course, second: LongRun): Pick<Worse, 'course' | 'run'> {
  return two.interval[0] > one.interval[0] ? { course: two, run: second } : { course: one, run: first };
}

/** A second process when it had done as much as the first. */
function upTo(second: Endurance, { operations }: LongRun): Endurance {
  return { ...second, batches: second.batches.filter((batch) => batch.operations <= asMuch * operations) };
}

/** Whether a fresh process, when it had done as much, had begun nearer to the beginning of the first than to its end. */
function startsAnew(one: Course, then: Course): boolean {
  return then.first < (one.of === 'errors' ? (one.first + one.last) / 2 : Math.sqrt(one.first * one.last));
}

function brokenBy(
  { course, run, why }: Worse,
  { endurances, limits, replay }: SustainedAsked,
  base: Pick<Finding, 'id' | 'evidence'>,
): Finding {
  const operations = showsAfter(course.of, endurances, limits);
  const least = operations === null ? [] : [`fails after ${printCount(operations)} operations`];
  return {
    ...base,
    ...factsOf(course),
    kind: 'broken',
    sentence: `The ${sayCourse(course, run)}, ${why}`,
    evidence: [...least, ...base.evidence],
    ...(replay === undefined ? {} : { replay }),
  };
}

/** The fewest operations after which a process had surely got worse. */
function showsAfter(of: Course['of'], endurances: readonly Endurance[], limits: LongRunLimits): number | null {
  const found = endurances.flatMap((endurance) => {
    const least = endurance.batches.find((_, index) => {
      const part = { ...endurance, batches: endurance.batches.slice(0, index + 1) };
      return longRunOf(part, limits).courses.some((course) => course.of === of && isWorse(course));
    });
    return least === undefined || endurance.mode === 'abandoned' ? [] : [least.operations];
  });
  return found.length === 0 ? null : Math.min(...found);
}

function factsOf({ change, interval, limit }: Course): Pick<Finding, 'measured' | 'interval' | 'limit' | 'unit'> {
  // Points of a share are percent as well.
  const finite = interval.every((end) => Number.isFinite(end));
  return { measured: change, ...(finite ? { interval } : {}), limit, unit: '%' };
}

/** What got better by chance is no worse than nothing. */
function withoutGains({ measured, interval, limit, unit }: ReturnType<typeof factsOf>): ReturnType<typeof factsOf> {
  const ends = interval === undefined ? {} : { interval: [Math.max(0, interval[0]), Math.max(0, interval[1])] as const };
  return { measured: Math.max(0, measured ?? 0), ...ends, limit, unit };
}

/** What leaks gets worse, and is told by its leak; what else got worse with it stands beside. */
function sayLeak(id: string, runs: readonly LongRun[]): string {
  const run = runs.at(-1);
  const worse = run?.courses.find(mayBeWorse);
  const said = 'At the end of a long run the service holds more than at its beginning';
  const beside = run === undefined || worse === undefined ? '' : `, and its ${sayCourse(worse, run)}`;
  return `${said}, as ${id} tells${beside}`;
}
