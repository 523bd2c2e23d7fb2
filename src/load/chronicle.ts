import { grown } from './grown.ts';
import type { PackedHistory } from './packed-history.ts';

/** One act, before it is packed. */
export interface Entry {
  /** Index in the driver's list. */
  readonly operation: number;
  readonly user: number;
  readonly key: string;
  readonly calledAtMs: number;
  readonly returnedAtMs: number;
  readonly sent: string | null;
  readonly told: string | null;
  readonly expected: string | null;
}

/** Checkers need no more. */
const mostActs = 200_000;
/** No engine's memory is filled by what a service answers. */
const mostCharacters = 16_000_000;
const firstCapacity = 1_024;

/** Writes down what is done to keys, in columns that grow; what is too much is only counted. */
export class Chronicle {
  readonly #mostActs: number;
  #length: number = 0;
  #dropped: number = 0;
  #characters: number = 0;
  #calledAtMs: Float64Array = new Float64Array(firstCapacity);
  #returnedAtMs: Float64Array = new Float64Array(firstCapacity);
  #operations: Uint16Array = new Uint16Array(firstCapacity);
  #users: Uint32Array = new Uint32Array(firstCapacity);
  #keys: Uint32Array = new Uint32Array(firstCapacity);
  readonly #keyNames: Map<string, number> = new Map();
  readonly #sent: (string | null)[] = [];
  readonly #told: (string | null)[] = [];
  readonly #expected: (string | null)[] = [];

  constructor(most: number = mostActs) {
    this.#mostActs = most;
  }

  /** Whether so much text was told already that no more may be written down. */
  get isWordy(): boolean {
    return this.#characters >= mostCharacters;
  }

  add({ operation, user, key, calledAtMs, returnedAtMs, sent, told, expected }: Entry): void {
    const at = this.#length;
    if (at >= this.#mostActs) {
      this.#dropped += 1;
      return;
    }
    if (at === this.#calledAtMs.length) this.#grow();
    this.#length += 1;
    this.#characters += told?.length ?? 0;
    this.#calledAtMs[at] = calledAtMs;
    this.#returnedAtMs[at] = returnedAtMs;
    this.#operations[at] = operation;
    this.#users[at] = user;
    this.#keys[at] = this.#indexOf(key);
    this.#sent.push(sent);
    this.#told.push(told);
    this.#expected.push(expected);
  }

  pack(): PackedHistory {
    return {
      calledAtMs: this.#calledAtMs.slice(0, this.#length),
      returnedAtMs: this.#returnedAtMs.slice(0, this.#length),
      operations: this.#operations.slice(0, this.#length),
      users: this.#users.slice(0, this.#length),
      keys: this.#keys.slice(0, this.#length),
      keyNames: [...this.#keyNames.keys()],
      sent: this.#sent,
      told: this.#told,
      expected: this.#expected,
      dropped: this.#dropped,
    };
  }

  #indexOf(key: string): number {
    const known = this.#keyNames.get(key);
    if (known !== undefined) return known;
    const index = this.#keyNames.size;
    this.#keyNames.set(key, index);
    return index;
  }

  #grow(): void {
    const capacity = 2 * this.#calledAtMs.length;
    this.#calledAtMs = grown(this.#calledAtMs, new Float64Array(capacity));
    this.#returnedAtMs = grown(this.#returnedAtMs, new Float64Array(capacity));
    this.#operations = grown(this.#operations, new Uint16Array(capacity));
    this.#users = grown(this.#users, new Uint32Array(capacity));
    this.#keys = grown(this.#keys, new Uint32Array(capacity));
  }
}
