import { findFunction } from './find-function.ts';
import { sayThrown } from './say-thrown.ts';

/** A user's session, or why there is none. */
export type Membership = { readonly kind: 'open'; readonly session: unknown } | { readonly kind: 'shut'; readonly why: string };

/** The sessions of all users, by the module's own hooks; without these everybody's is undefined. */
export class Members {
  readonly #module: object;
  readonly #all: Map<number, Promise<Membership>> = new Map();
  /** What is known, so that a call need not wait for what is there. */
  readonly #open: Map<number, Membership> = new Map();
  readonly hasSessions: boolean;

  constructor(module: object) {
    this.#module = module;
    this.hasSessions = findFunction(module, 'openSession') !== undefined;
  }

  /** A session that is open already. */
  known(user: number): Membership | undefined {
    return this.hasSessions ? this.#open.get(user) : nobody;
  }

  /** Opens the session of a user, once; one that could not be opened is tried again by the next. */
  join(user: number): Promise<Membership> {
    const joining = this.#all.get(user) ?? this.#join(user);
    this.#all.set(user, joining);
    return joining;
  }

  async leave(user: number): Promise<void> {
    const joining = this.#all.get(user);
    this.#all.delete(user);
    this.#open.delete(user);
    const membership = await joining;
    if (membership?.kind === 'open') await findFunction(this.#module, 'closeSession')?.(membership.session, { user });
  }

  async leaveAll(): Promise<void> {
    await Promise.allSettled([...this.#all.keys()].map((user) => this.leave(user)));
  }

  async #join(user: number): Promise<Membership> {
    try {
      const session = await findFunction(this.#module, 'openSession')?.({ user });
      const membership: Membership = { kind: 'open', session };
      if (this.#all.has(user)) this.#open.set(user, membership);
      return membership;
    } catch (error) {
      this.#all.delete(user);
      return { kind: 'shut', why: `openSession: ${sayThrown(error)}` };
    }
  }
}

const nobody: Membership = { kind: 'open', session: undefined };
