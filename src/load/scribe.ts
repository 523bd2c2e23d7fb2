import type { DeedMeaning, OperationMeaning } from '../model/operation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Chronicle } from './chronicle.ts';
import { compileKeyText, type KeyText } from './key-text.ts';
import type { Script } from './script.ts';
import { wentWithoutEffect } from './without-effect.ts';

interface Doing {
  readonly deed: DeedMeaning;
  readonly keyText: KeyText;
}

/** More pairs of user and key are forgotten all at once: who does not remember expects nothing. */
const mostRemembered = 100_000;

/**
 * Knows what each operation does to which key: remembers what every user last saw there, and writes a history where one is
 * asked for.
 *
 * An operation that failed after it may have been sent has an unknown outcome, and its user goes on under a new number, so that
 * no number ever has two acts at once; so has a comparison whose answer does not say how it came out. One that never left, or was undone, is
 * none, and a read that failed has told nothing. Who compares without having seen anything writes, or does nothing.
 */
export class Scribe {
  readonly #doings: readonly (Doing | null)[];
  /** Tells key and value of each step anew: both depend on the scenario's seed and the step's number alone. */
  readonly #values: Script;
  readonly #users: number;
  readonly #chronicle: Chronicle | null;
  readonly #last: Map<string, string> = new Map();
  /** By user: how many outcomes it never heard of. */
  readonly #lives: Map<number, number> = new Map();

  /** `users` is how many there are; numbers from there on are those of users that go on. */
  constructor(meanings: readonly OperationMeaning[], values: Script, users: number, chronicle: Chronicle | null) {
    // Where nobody asks for a history and nobody goes by what was seen, nothing need be known.
    const isIdle = chronicle === null && !meanings.some(({ deed }) => deed !== undefined && goesByLast(deed));
    this.#doings = meanings.map(({ deed }) => (deed === undefined || isIdle ? null : { deed, keyText: compileKeyText(deed.key) }));
    this.#values = values;
    this.#users = users;
    this.#chronicle = chronicle;
  }

  /**
   * What goes by what a user last saw of the key of its step `n`: for who compares and sets, that; for who counts on from it, the new
   * count. Empty where it saw nothing.
   */
  lastOf(user: number, operation: number, n: number): string {
    const doing = this.#doings[operation] ?? null;
    if (doing === null || !goesByLast(doing.deed)) return '';
    const last = this.#recall(user, this.#keyOf(doing, user, n));
    return doing.deed.kind === 'increment' ? countOn(last, doing.deed.by) : last;
  }

  /** The operation that a user has to perform in its step `n` before this one, to see what it counts on from; the same where there is none. */
  firstOf(user: number, operation: number, n: number): number {
    const doing = this.#doings[operation] ?? null;
    if (doing?.deed.kind !== 'increment' || doing.deed.fromLast !== true || this.lastOf(user, operation, n) !== '') return operation;
    const { key } = doing.deed;
    const looking = this.#doings.findIndex((other) => other?.deed.kind === 'read' && other.deed.key === key);
    return looking < 0 ? operation : looking;
  }

  /** Takes in what became of a user's step `n`. */
  note(user: number, operation: number, n: number, outcome: Outcome): void {
    const doing = this.#doings[operation] ?? null;
    if (doing === null) return;
    const { deed } = doing;
    const told = outcome.kind === 'ok' ? outcome.told?.value : null;
    const isHeard = outcome.kind === 'ok' && (deed.kind !== 'compare-and-set' || told === 'true' || told === 'false');
    if (wentWithoutEffect(outcome) || (deed.kind === 'read' && !isReadable(outcome, told, this.#chronicle))) return;

    const key = this.#keyOf(doing, user, n);
    const sent = this.#sentBy(deed, n);
    const expected = deed.kind === 'compare-and-set' ? this.#recall(user, key) : '';
    const lives = this.#lives.get(user) ?? 0;
    const isIdle = deed.kind === 'compare-and-set' && expected === '' && told === 'false';
    if (!isIdle) {
      this.#chronicle?.add({
        operation,
        user: user + lives * this.#users,
        key,
        calledAtMs: outcome.sentAtMs,
        returnedAtMs: isHeard ? outcome.endedAtMs : Number.POSITIVE_INFINITY,
        sent,
        told: told ?? null,
        expected: expected === '' ? null : expected,
      });
    }
    if (!isHeard) this.#lives.set(user, lives + 1);
    // Who has changed it looks again before the next time.
    else if (deed.kind === 'increment') this.#last.delete(`${user} ${key}`);
    else if (deed.kind === 'read') this.#remember(user, key, told ?? '');
    else if (deed.kind === 'write' || (deed.kind === 'compare-and-set' && told === 'true')) this.#remember(user, key, sent ?? '');
  }

  #keyOf({ keyText }: Doing, user: number, n: number): string {
    this.#values.n = n;
    return keyText(this.#values.key, user);
  }

  #sentBy(deed: DeedMeaning, n: number): string | null {
    if (deed.kind === 'read' || deed.kind === 'increment') return null;
    this.#values.n = n;
    return deed.value === 'uuid' ? this.#values.uuid : String(n);
  }

  #recall(user: number, key: string): string {
    return this.#last.get(`${user} ${key}`) ?? '';
  }

  #remember(user: number, key: string, value: string): void {
    if (this.#last.size >= mostRemembered) this.#last.clear();
    this.#last.set(`${user} ${key}`, value);
  }
}

/** Whether a request says what its user last saw, or counts on from it. */
export function goesByLast(deed: DeedMeaning): boolean {
  return deed.kind === 'compare-and-set' || (deed.kind === 'increment' && deed.fromLast === true);
}

/** Empty for what is no number. */
function countOn(last: string, by: number): string {
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(last) ? String(Number(last) + by) : '';
}

/** Whether a read tells something. To leave one out is no gap: it changed nothing. */
function isReadable(outcome: Outcome, told: string | null | undefined, chronicle: Chronicle | null): boolean {
  return outcome.kind === 'ok' && told !== undefined && chronicle?.isWordy !== true;
}
