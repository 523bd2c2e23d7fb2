import type { Operation } from '../model/operation.ts';
import type { Driver } from '../model/session.ts';
import type { SessionStage, StageSeen } from '../model/sessions.ts';
import type { World } from '../world.ts';
import { backOffMs } from './back-off.ts';
import { holdSession, SessionNotes, type HeldSession } from './held-session.ts';
import { Identities } from './identities.ts';
import { tellIsolation } from './isolation.ts';
import { openPlaces } from './places.ts';
import { Script } from './script.ts';
import { Secrets } from './secrets.ts';

/** What holding sessions needs. */
export interface HoldingParts {
  /** In the driver's order, with what they mean. */
  readonly operations: readonly Operation[];
  /** Opens a driver for one session; it tells of the processes it has started. */
  readonly open: (onProcesses: (pids: readonly number[]) => void) => Promise<Driver>;
  /** Hears the leaders of the processes of all sessions. */
  readonly onProcesses: (pids: readonly number[]) => void;
  readonly world: Pick<World, 'now' | 'sleep' | 'seed'>;
}

/** Sessions that are begun and ended when they are told to, and stand in between. */
export interface Holding {
  /** One stage at a time. Where it is stopped it still tells what was seen; all sessions end then, because nobody can wait for them. */
  play(stage: SessionStage, signal: AbortSignal): Promise<StageSeen>;
  /** Ends all. */
  close(): Promise<void>;
}

/** Opens a room for sessions; none is begun yet. */
export function openHolding({ operations, open, onProcesses, world }: HoldingParts): Holding {
  const standing = new Map<number, HeldSession>();
  const ending = new Set<Promise<void>>();
  const processes = new Map<number, readonly number[]>();
  const secrets = new Secrets(world.seed());
  const names = operations.map(({ name }) => name);
  const closing = new AbortController();

  /** Null where all was told to end meanwhile. */
  const begin = async (number: number, signal: AbortSignal): Promise<HeldSession | null> => {
    const hear = (pids: readonly number[]): void => {
      if (pids.length === 0) processes.delete(number);
      else processes.set(number, pids);
      onProcesses([...processes.values()].flat());
    };
    const held = holdSession(number, await open(hear), () => world.now());
    standing.set(number, held);
    if (!signal.aborted && !closing.signal.aborted) return held;
    await end(number);
    return null;
  };
  const end = (number: number): Promise<void> => {
    const ended = standing.get(number)?.end() ?? Promise.resolve();
    standing.delete(number);
    ending.add(ended);
    return ended.finally(() => ending.delete(ended));
  };

  return {
    play: async (stage, signal) => {
      const startMs = world.now();
      const places = openPlaces(stage.limit);
      const over = new AbortController();
      const stop = (): void => {
        places.sendHome();
        for (const number of standing.keys()) end(number).catch(() => undefined);
      };
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      void world.sleep(stage.patienceMs, over.signal).then(() => places.sendHome());
      const identities = operations.some(({ meaning }) => meaning.isolates !== undefined)
        ? new Identities(
            operations.map(({ meaning }) => meaning),
            Math.max(...stage.sessions) + 1,
            startMs,
          )
        : null;

      const use = async (number: number, held: HeldSession, notes: SessionNotes): Promise<void> => {
        const script = new Script(stage.scenario, names, number, Math.max(...stage.sessions) + 1);
        const toMs = world.now() + stage.durationMs;
        let failures = 0;
        for (let done = 0; done < stage.operations && !signal.aborted && !closing.signal.aborted; done += 1) {
          const step = script.next();
          const beganMs = world.now();
          if (beganMs >= toMs) return;
          const outcome = await held.perform(step.operation, secrets.mark(number, step));
          notes.note(outcome, beganMs, startMs);
          failures = outcome.kind === 'ok' ? 0 : failures + 1;
          if (outcome.kind === 'ok' && outcome.told !== undefined) {
            notes.noteSearch(secrets.search(number, names[step.operation] ?? '', outcome.told.text));
            if (operations[step.operation]?.meaning.isolates !== undefined)
              identities?.see(step.operation, number, outcome.told, outcome.endedAtMs);
          }
          const pauseMs = Math.max((done + 1) % stage.burst === 0 ? script.thinkMs : 0, backOffMs(failures));
          if (pauseMs > 0) await world.sleep(Math.min(pauseMs, Math.max(0, toMs - world.now())), signal);
        }
      };
      const live = async (number: number, notes: SessionNotes): Promise<void> => {
        if (!(await places.take()) || closing.signal.aborted) return;
        notes.placedAtMs = world.now() - startMs;
        let held = standing.get(number) ?? null;
        if (held === null && (stage.operations > 0 || !stage.end)) {
          held = await begin(number, signal);
          notes.readyMs = (await held?.ready()) ?? null;
        }
        if (held !== null) await use(number, held, notes);
        if (stage.end && !closing.signal.aborted) {
          const endedMs = world.now();
          await end(number);
          notes.endMs = world.now() - endedMs;
        }
        // One that stands on keeps its place.
        if (stage.end) places.give();
      };
      const all = stage.sessions.map((number) => ({ number, notes: new SessionNotes(number) }));
      try {
        await Promise.all(all.map(({ number, notes }) => live(number, notes)));
      } finally {
        over.abort();
        signal.removeEventListener('abort', stop);
      }
      return {
        sessions: all.map(({ notes }) => notes.tell()),
        elapsedMs: world.now() - startMs,
        ...secrets.take(),
        identities: identities === null ? null : tellIsolation([identities.pack()], operations, Math.max(...stage.sessions) + 1),
      };
    },
    close: async () => {
      closing.abort();
      await Promise.all([...ending, ...[...standing.keys()].map(end)]);
    },
  };
}
