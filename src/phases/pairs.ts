import type { Config } from '../config/schema.ts';
import { reachesService } from '../driver/traits.ts';
import { Fault } from '../fault.ts';
import type { Pair, Paired } from '../model/paired.ts';
import { setUpService } from '../service/set-up.ts';
import { openChance } from '../stats/chance.ts';
import type { Story } from '../story.ts';
import { printCount, printDuration } from '../units/print.ts';
import { nextPairs } from '../verdict/paired/next-pairs.ts';
import { fewestPairs, mostPairs } from '../verdict/paired/plan.ts';
import type { World } from '../world.ts';
import type { Sides, Unstarted } from './couple.ts';
import { measurePair, type Measured } from './pair.ts';

/** Another version of the service to hold the present one against. */
export interface Against {
  readonly sides: Sides;
  readonly commit: string;
  readonly name: string;
  /** As `Paired` has them. */
  readonly notes: readonly string[];
}

/** A stream of chance that no load shares. */
const orderStream = 7;
/** After so many that came to nothing there is no hope for the next. */
const mostInVain = 3;

/** `clear`: a gate is done when the outcome is. `planned`: whatever comes out, and a plan has `fewestPairs` even where the time is short. */
export type Until = 'clear' | 'planned';

/** Measures pair after pair until the outcome is clear, but for what is accepted, or the time is up. A base that does not work is no error: the document says so. */
export async function measurePairs(
  { sides, commit, name, notes, accepted }: Against & { readonly accepted?: ReadonlySet<string> },
  config: Config,
  seed: number,
  budgetMs: number,
  story: Story,
  world: World,
  until: Until = 'clear',
): Promise<Paired> {
  story.begin('paired');
  const chance = openChance(seed, orderStream);
  const pairs: Pair[] = [];
  const failures: Unstarted[] = [];
  let planned = 0;
  let longestMs = 0;
  let spoiledInARow = 0;
  let leftOut: readonly string[] = [];
  let atOnce = false;
  const joined = reachesService(config.operations) && (sides.base.start === null || sides.head.start === null);
  const told = (): Paired => ({
    commit,
    name: name.slice(0, longestName),
    pairs,
    planned,
    failures: failures.map(sayFailure),
    headFailures: failures.filter(({ side }) => side === 'head').length,
    joined,
    leftOut,
    notes: (joined ? [...notes, notRestarted] : notes).map((note) => note.slice(0, longestName)),
    pairMs: longestMs,
  });
  const tests = (): number => pairs.filter(({ kind }) => kind === 'test').length;

  const setUp = await setUpBase(sides, world);
  if (setUp !== null) failures.push(setUp);
  // How long the base takes to build says nothing of how many pairs are worth their time.
  const endMs = world.now() + budgetMs;
  /** Which pair comes next; null when it is clear, hopeless, or the time is up. */
  const next = (): Pair['kind'] | null => {
    if (setUp !== null || failures.length >= mostInVain || spoiledInARow >= mostInVain) return null;
    const isLate = world.now() + longestMs > endMs;
    if (tests() === 0) return isLate && failures.length + spoiledInARow > 0 ? null : 'test';
    if (until === 'planned' && tests() < fewestPairs) return 'test';
    if (planned < fewestPairs) return null;
    if (until === 'planned') return tests() < planned && !isLate ? 'test' : null;
    // Nobody is accused for want of time: what checks a regression may overrun, a test may not.
    const step = nextPairs(told(), accepted, isLate);
    return step.kind === 'enough' ? null : step.pair;
  };
  for (let kind = next(); kind !== null; kind = next()) {
    const roundBeganMs = world.now();
    const given = kind === 'control' ? { base: sides.base, head: sides.base } : sides;
    const measured = await measurePair(kind, given, withoutOperations(config, leftOut), { chance, atOnce }, world).catch((error: unknown) =>
      spoil(error, world),
    );
    longestMs = Math.max(longestMs, world.now() - roundBeganMs);
    if (measured.kind === 'pair' && pairs.length === 0 && leftOut.length === 0 && measured.headOnly.length > 0) {
      // What the base answers with an error at once says nothing of how long it takes: the pair is measured again without.
      leftOut = measured.headOnly;
      if (withoutOperations(config, leftOut).operations.length > 0) continue;
      failures.push({ kind: 'failed', side: 'base', why: `it answers none of the operations: ${leftOut.join(', ')}.` });
      break;
    }
    if (measured.kind === 'pair') {
      pairs.push(measured.pair);
      spoiledInARow = 0;
      const sparedMs = atOnce ? 0 : shorterStartMs(measured.pair);
      if (sparedMs > slowStartMs) {
        atOnce = true;
        longestMs -= sparedMs;
      }
    } else if (measured.kind === 'spoiled') spoiledInARow += 1;
    else failures.push(kind === 'control' ? { ...measured, side: 'base' } : measured);
    if (pairs.length === 1 && planned === 0) {
      const affordable = planFrom(endMs - world.now(), longestMs);
      planned = until === 'planned' ? Math.max(fewestPairs, affordable) : affordable;
    }
    story.move(`pair ${tests()} of ${planned}`, null);
  }
  const paired = told();
  story.end(summarise(paired));
  return paired;
}

/** A load engine that broke is no fault of either side. */
function spoil(error: unknown, world: World): Measured {
  world.interrupted.throwIfAborted();
  if (error instanceof Fault) return { kind: 'spoiled' };
  throw error;
}

/** As long as a document may hold it. */
const [longestName, longestFailure] = [1_000, 8_000];
const notRestarted = 'it or this version ran already and was not restarted, so that only a change of 10 % counts';

function sayFailure({ side, why }: Unstarted): string {
  return `The ${side} did not work: ${why}`.slice(0, longestFailure);
}

/** From here on two starts in turn would take most of a pair's time. */
const slowStartMs = 1_500;

/** What starting both at once would spare; 0 for what somebody else started. */
function shorterStartMs({ base, head }: Pair): number {
  const startMs = [...base, ...head].flatMap(({ name, value }) => (name === 'startup' ? [value] : []));
  return startMs.length === 2 ? Math.min(...startMs) : 0;
}

function withoutOperations(config: Config, names: readonly string[]): Config {
  return { ...config, operations: config.operations.filter(({ name, weight }) => weight > 0 && !names.includes(name)) };
}

/** Pairs of the test that there is time for, when the first one has shown what one takes. */
function planFrom(leftMs: number, pairMs: number): number {
  return Math.max(1, Math.min(mostPairs, 1 + Math.floor(leftMs / pairMs)));
}

async function setUpBase({ base }: Sides, world: World): Promise<Unstarted | null> {
  try {
    await setUpService(base, world);
    return null;
  } catch (error) {
    world.interrupted.throwIfAborted();
    if (!(error instanceof Fault)) throw error;
    return { kind: 'failed', side: 'base', why: `it could not be set up. ${error.message}` };
  }
}

function summarise({ pairs, planned, failures, name, pairMs }: Paired): string {
  const tests = pairs.filter(({ kind }) => kind === 'test').length;
  const failed = failures.length === 0 ? '' : ` · ${printCount(failures.length)} failed`;
  const each = pairs.length === 0 ? '' : ` · at most ${printDuration(pairMs)} each`;
  return `${tests} of ${planned} pairs with ${name}${each}${failed}`;
}
