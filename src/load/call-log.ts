import type { Call, CallEnd, Calls } from '../model/call.ts';
import type { Operation } from '../model/operation.ts';
import type { Outcome } from '../model/outcome.ts';
import { grown } from './grown.ts';
import type { PackedCalls } from './packed-calls.ts';
import { neverLeft } from './without-effect.ts';

/** More tell no more of how users wait. */
const mostCalls = 100_000;
const firstCapacity = 1_024;
const callEnds: readonly CallEnd[] = ['ok', 'failed', 'unanswered'];

/** Writes down when each operation was called and when it ended, in columns that grow; what is too much is only counted. */
export class CallLog {
  readonly #most: number;
  #length: number = 0;
  #dropped: number = 0;
  #calledAtMs: Float64Array = new Float64Array(firstCapacity);
  #endedAtMs: Float64Array = new Float64Array(firstCapacity);
  #operations: Uint16Array = new Uint16Array(firstCapacity);
  #users: Uint32Array = new Uint32Array(firstCapacity);
  #ends: Uint8Array = new Uint8Array(firstCapacity);

  constructor(most: number = mostCalls) {
    this.#most = most;
  }

  /** One that never left is no call. */
  add(operation: number, user: number, outcome: Outcome): void {
    if (neverLeft(outcome)) return;
    const at = this.#length;
    if (at >= this.#most) {
      this.#dropped += 1;
      return;
    }
    if (at === this.#calledAtMs.length) this.#grow();
    this.#length += 1;
    this.#calledAtMs[at] = outcome.sentAtMs;
    this.#endedAtMs[at] = outcome.endedAtMs;
    this.#operations[at] = operation;
    this.#users[at] = user;
    this.#ends[at] = callEnds.indexOf(endOf(outcome));
  }

  pack(): PackedCalls {
    return {
      calledAtMs: this.#calledAtMs.slice(0, this.#length),
      endedAtMs: this.#endedAtMs.slice(0, this.#length),
      operations: this.#operations.slice(0, this.#length),
      users: this.#users.slice(0, this.#length),
      ends: this.#ends.slice(0, this.#length),
      dropped: this.#dropped,
    };
  }

  #grow(): void {
    const capacity = 2 * this.#calledAtMs.length;
    this.#calledAtMs = grown(this.#calledAtMs, new Float64Array(capacity));
    this.#endedAtMs = grown(this.#endedAtMs, new Float64Array(capacity));
    this.#operations = grown(this.#operations, new Uint16Array(capacity));
    this.#users = grown(this.#users, new Uint32Array(capacity));
    this.#ends = grown(this.#ends, new Uint8Array(capacity));
  }
}

/** The calls that an engine wrote down, in the order of calling. */
export function readCalls({ calledAtMs, endedAtMs, users, ends, ...packed }: PackedCalls, operations: readonly Operation[]): Calls {
  const calls = Array.from(packed.operations, (index, at): Call => ({
    operation: operations[index]?.name ?? '',
    user: users[at] ?? 0,
    calledAtMs: calledAtMs[at] ?? 0,
    endedAtMs: endedAtMs[at] ?? 0,
    end: callEnds[ends[at] ?? 0] ?? 'ok',
  }));
  return { calls: calls.sort((one, other) => one.calledAtMs - other.calledAtMs), dropped: packed.dropped };
}

function endOf(outcome: Outcome): CallEnd {
  if (outcome.kind === 'ok') return 'ok';
  return outcome.error === 'timeout' || outcome.error === 'reset' ? 'unanswered' : 'failed';
}
