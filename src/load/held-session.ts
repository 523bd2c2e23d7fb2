import type { ErrorKind, Outcome } from '../model/outcome.ts';
import type { Driver, Session, TemplateValues } from '../model/session.ts';
import type { SessionSeen } from '../model/sessions.ts';

const mostCalls = 4_000;

/** A session with a driver of its own, so that its end is the end of all it has begun. */
export interface HeldSession {
  /** Resolves when it can be used, or its driver knows that it cannot, to how long that took; to null where it begins with its first operation. */
  ready(): Promise<number | null>;
  perform(operation: number, values: TemplateValues): Promise<Outcome>;
  /** Resolves when nothing of it is left; what is in flight is cut off. */
  end(): Promise<void>;
}

/** A session of this number with this driver, which is its own. */
export function holdSession(number: number, driver: Driver, now: () => number): HeldSession {
  let session: Session | null = null;
  let ended: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    await session?.close();
    await driver.close();
  };
  return {
    ready: async () => {
      if (driver.prepare === undefined) return null;
      const askedMs = now();
      await driver.prepare([number]);
      return now() - askedMs;
    },
    perform: (operation, values) => {
      const used = (session ??= driver.openSession(number));
      return new Promise((resolve) => used.perform(operation, values, now(), resolve));
    },
    end: () => (ended ??= end()),
  };
}

/** What is written down of a session while a stage goes on. */
export class SessionNotes {
  readonly #session: number;
  readonly #callsMs: number[] = [];
  readonly #errorKinds: Partial<Record<ErrorKind, number>> = {};
  #answers: number = 0;
  #failure: string | null = null;
  #firstError: ErrorKind | null = null;
  #answeredAtMs: number | null = null;
  #lastAtMs: number | null = null;
  #searched: number = 0;
  #ownSecrets: number = 0;
  placedAtMs: number | null = null;
  readyMs: number | null = null;
  endMs: number | null = null;

  constructor(session: number) {
    this.#session = session;
  }

  /** An operation that was begun at `beganMs` of a stage that began at `startMs`. */
  note(outcome: Outcome, beganMs: number, startMs: number): void {
    this.#lastAtMs = outcome.endedAtMs - startMs;
    if (outcome.kind === 'failed') {
      if (this.#answers === 0 && this.#failure === null) this.#firstError = outcome.error;
      this.#errorKinds[outcome.error] = (this.#errorKinds[outcome.error] ?? 0) + 1;
      this.#failure ??= outcome.detail;
      return;
    }
    this.#answers += 1;
    this.#answeredAtMs ??= outcome.endedAtMs - startMs;
    if (this.#callsMs.length < mostCalls) this.#callsMs.push(outcome.endedAtMs - beganMs);
  }

  /** An answer was searched for secrets. */
  noteSearch(own: boolean): void {
    this.#searched += 1;
    if (own) this.#ownSecrets += 1;
  }

  tell(): SessionSeen {
    return {
      session: this.#session,
      placedAtMs: this.placedAtMs,
      readyMs: this.readyMs,
      answeredAtMs: this.#answeredAtMs,
      lastAtMs: this.#lastAtMs,
      callsMs: this.#callsMs,
      answers: this.#answers,
      errorKinds: this.#errorKinds,
      firstError: this.#firstError,
      failure: this.#failure,
      endMs: this.endMs,
      searched: this.#searched,
      ownSecrets: this.#ownSecrets,
    };
  }
}
