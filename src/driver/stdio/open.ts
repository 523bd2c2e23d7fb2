import type { Driver } from '../../model/session.ts';
import type { StdioOperation } from '../../model/stdio.ts';
import { Deadlines } from '../deadlines.ts';
import { oversized, unanswered, type Failure } from '../failure.ts';
import type { DriverParts } from '../parts.ts';
import { Roster } from '../roster.ts';
import type { Around } from './around.ts';
import { compileGreeting, compileOperation } from './message.ts';
import type { Program } from './program.ts';
import { StdioSession } from './session.ts';
import { Standing } from './standing.ts';

/** How long news of who lives may wait for more: several begin at once, and whoever watches them must not come late. */
const tellMs = 1;

/** A program that ends at once has ended by then. */
const ungreetedMs = 300;
/** What another try may not meet again. */
const mayPass: ReadonlySet<Failure['error']> = new Set(['crash', 'reset']);

/** Drives programs that hold a session over standard input and output: one for each user, which stands from load to load. */
export function openStdio({ operations, settings, surroundings, now, onProcesses }: DriverParts<StdioOperation>): Driver {
  const { stdio, timeoutMs, maxBodyBytes } = settings;
  if (stdio === null) throw new Error('no program to start');
  const roster = new Roster(onProcesses, tellMs);
  const programs = new Set<Program>();
  const deadlines = new Deadlines(timeoutMs, now);
  const around: Around = {
    settings: stdio,
    launch: {
      argv: stdio.argv,
      directory: surroundings.directory,
      environment: { ...surroundings.environment, ...stdio.environment },
      roster,
    },
    messages: operations.map(({ spec, meaning }) => compileOperation(spec, stdio, meaning)),
    greetings: stdio.greetings.map((greeting) => compileGreeting(greeting, stdio)),
    farewells: stdio.farewells.map((farewell) => compileGreeting(farewell, stdio)),
    maxBodyBytes,
    late: unanswered(timeoutMs),
    tooLarge: oversized(maxBodyBytes),
    deadlines,
    now,
    keep: (program) => {
      programs.add(program);
      void program.gone.then(() => programs.delete(program));
    },
  };
  const standings = new Map<number, Standing>();
  const sessions = new Set<StdioSession>();
  let isClosed = false;
  const standingOf = (user: number): Standing => {
    const known = standings.get(user) ?? new Standing(around, user);
    standings.set(user, known);
    return known;
  };
  /** Begins a session of nobody, and ends it. */
  const tryOnce = async (): Promise<Failure | null> => {
    const standing = new Standing(around, 0);
    await standing.ready();
    // Of one that is not greeted only its end tells that it cannot be used.
    if (standing.failure === null && stdio.greetings.length === 0) await new Promise((resolve) => void setTimeout(resolve, ungreetedMs));
    const { failure } = standing;
    await standing.close();
    return failure;
  };
  return {
    measures: [],
    reach: async (_, isFirst) => {
      const first = isFirst ? await tryOnce() : null;
      // One that dies now and then is to be measured.
      const failure = first !== null && mayPass.has(first.error) ? await tryOnce() : first;
      return failure === null
        ? null
        : { what: 'begin a session', why: failure.detail, next: 'Check command, framing and start in stdio: no session can be held.' };
    },
    prepare: async (users) => {
      if (!isClosed) await Promise.all(users.map((user) => standingOf(user).ready()));
    },
    openSession: (user) => {
      const session = new StdioSession(standingOf(user), (one) => sessions.delete(one));
      sessions.add(session);
      if (isClosed) void session.close();
      return session;
    },
    close: async () => {
      isClosed = true;
      for (const session of sessions) void session.close();
      await Promise.all([...standings.values()].map((standing) => standing.close()));
      // Those that were killed on the way may not be gone yet.
      await Promise.all([...programs].map((program) => program.settle()));
      deadlines.close();
      roster.flush();
    },
  };
}
