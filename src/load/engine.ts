import type { Calls } from '../model/call.ts';
import type { History } from '../model/history.ts';
import type { InvariantSeen } from '../model/invariant-seen.ts';
import type { LoadProgress, Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SessionStage, StageSeen } from '../model/sessions.ts';
import type { Unreached } from '../model/unreached.ts';
import type { World } from '../world.ts';
import { readCalls } from './call-log.ts';
import { hire, type Hand } from './hand.ts';
import { readHistory } from './history.ts';
import { observe } from './observe.ts';
import type { Opening } from './opening.ts';
import { mergeProgress } from './progress.ts';
import { watchWarmup } from './settling.ts';

export interface RunOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Stops the run; the observation so far is still told, with `ended: 'stopped'`. */
  readonly signal?: AbortSignal;
  /** Ends the load before its time: nothing more is begun, what is in flight is waited for, and the measured time is that much shorter. */
  readonly finish?: AbortSignal;
  /** Begins to measure as soon as the service is steady; the scenario's warm-up is then the longest there may be. */
  readonly settle?: boolean;
  /**
   * Hears what was done to the keys of the operations, warm-up included; nobody listening, nothing is written down. Such a load is
   * carried by one thread, because only the times of one clock can be compared, and writes values that no load of this engine wrote before.
   */
  readonly onHistory?: (history: History) => void;
  /** Hears when each operation was called and when it ended, warm-up and what was cut off included; such a load is carried by one thread as well. */
  readonly onCalls?: (calls: Calls) => void;
}

/** The load engine: one thread of its own, or several that share each load. */
export interface Engine extends AsyncDisposable {
  /** Why a driver is not let in; null where all are, or nobody looked. */
  readonly unreached: Unreached | null;
  /** Runs one scenario; one at a time. Rejects with the fault `engine.lost` when the engine itself breaks. */
  run(scenario: Scenario, options?: RunOptions): Promise<Observation>;
  /** Does something with sessions that stand until they are told to end, each with a driver of its own; one stage at a time, and no load meanwhile. */
  hold(stage: SessionStage, signal: AbortSignal): Promise<StageSeen>;
  /** Ends all sessions, those that stand between loads as well. */
  rest(): Promise<void>;
  /** Looks at what is declared to hold whenever no load is under way; nothing where nothing is. */
  look(): Promise<readonly InvariantSeen[]>;
  /** The longest it took to ready the sessions of a load: processes that had to start. */
  readyingMs(): number;
  /** The leaders of all processes that the driver has started and that live: sessions that are processes of their own. */
  processes(): readonly number[];
}

/** Starts `crew` threads, or whatever else can be hired, and opens the driver in each. */
export async function openEngine(
  opening: Opening,
  world: World,
  crew: number = 1,
  hireOne: (opening: Opening, world: World) => Hand | Promise<Hand> = hire,
): Promise<Engine> {
  // One asks for all to be let in, and sets up for all.
  const { reachMs: _reachMs, ...others } = opening;
  const opened = await Promise.allSettled(Array.from({ length: crew }, async (_, at) => hireOne(at === 0 ? opening : others, world)));
  const hands = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const dismiss = async (): Promise<void> => void (await Promise.all(hands.map((hand) => hand[Symbol.asyncDispose]())));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await dismiss();
    throw failed.reason;
  }

  let running = false;
  const processes = gather(hands);
  const alone = async <T>(what: () => Promise<T>): Promise<T> => {
    if (running) throw new Error('the load engine runs one scenario at a time');
    running = true;
    try {
      return await what();
    } finally {
      running = false;
    }
  };
  return {
    unreached: hands.flatMap((hand) => hand.unreached ?? [])[0] ?? null,
    run: (scenario, options = {}) => alone(() => runTogether(hands, opening.operations, scenario, options)),
    hold: (stage, signal) =>
      alone(async () => {
        const seen = await hands[0]?.hold?.(stage, signal);
        if (seen === undefined) throw new Error('this engine has no sessions to hold');
        return seen;
      }),
    rest: () => alone(async () => void (await Promise.all(hands.map(async (hand) => hand.rest?.())))),
    look: () => alone(async () => (await hands[0]?.look?.()) ?? []),
    readyingMs: () => Math.max(0, ...hands.map((hand) => hand.readyingMs())),
    processes,
    [Symbol.asyncDispose]: dismiss,
  };
}

async function runTogether(
  crew: readonly Hand[],
  operations: readonly Operation[],
  scenario: Scenario,
  { onProgress, signal, finish, settle = false, onHistory, onCalls }: RunOptions,
): Promise<Observation> {
  // Whoever takes a share of the arrivals needs a connection of its own, and no user is shared.
  const most = scenario.model === 'open' ? scenario.connections : scenario.users;
  const hands = crew.slice(0, onHistory === undefined && onCalls === undefined ? most : 1);
  const warm = new AbortController();
  const onBlock = watchWarmup(hands.length, () => warm.abort());
  // An engine that breaks stops the others: half a load says nothing.
  const broken = new AbortController();
  const words = new Map<number, LoadProgress>();
  const recordings = await Promise.all(
    hands.map((hand, index) => {
      const share = { index, of: hands.length };
      const running = hand.run(scenario, share, {
        signal: signal === undefined ? broken.signal : AbortSignal.any([signal, broken.signal]),
        ...(finish === undefined ? {} : { finish }),
        ...(settle ? { warm: warm.signal } : {}),
        record: onHistory !== undefined,
        calls: onCalls !== undefined,
        onBlock: (block) => onBlock(index, block),
        onProgress: (word) => {
          words.set(index, word);
          if (words.size === hands.length) onProgress?.(mergeProgress([...words.values()]));
        },
      });
      running.catch(() => broken.abort());
      return running;
    }),
  );
  const history = recordings[0]?.history;
  onHistory?.(history === undefined ? { acts: [], dropped: 0 } : readHistory(history, operations));
  const calls = recordings[0]?.calls;
  onCalls?.(calls === undefined ? { calls: [], dropped: 0 } : readCalls(calls, operations));
  return observe(scenario, recordings, operations);
}

/** All hands' processes; another list only when one of theirs is another. */
function gather(hands: readonly Hand[]): () => readonly number[] {
  let parts: readonly (readonly number[])[] = [];
  let all: readonly number[] = [];
  return () => {
    const now = hands.map((hand) => hand.processes());
    if (now.some((part, at) => part !== parts[at])) [parts, all] = [now, now.flat()];
    return all;
  };
}
