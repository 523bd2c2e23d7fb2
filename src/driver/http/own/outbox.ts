import type { TemplateValues } from '../../../model/session.ts';
import type { Message, Wire } from './wire.ts';

/** A longer text is put together anew each time, or a thousand users would each keep one. */
const longestKept = 16_384;

/** One user's requests as text: what does not change from one request to the next is put together once. */
export class Outbox {
  readonly #wires: readonly Wire[];
  readonly #user: number;
  /** By operation, for the cookies below. */
  #kept: (Message | undefined)[] = [];
  #cookie: string = '';

  constructor(wires: readonly Wire[], user: number) {
    this.#wires = wires;
    this.#user = user;
  }

  /** The message of an operation, which exists; `cookie` is what the user's jar holds now. */
  message(operation: number, values: TemplateValues, cookie: string): Message {
    const wire = this.#wires[operation];
    if (wire === undefined) return { kind: 'unsendable', why: 'no such operation' };
    if (wire.constant !== null && cookie === '') return wire.constant;
    if (wire.varies === 'by-request') return wire.compose(values, this.#user, cookie);
    if (cookie !== this.#cookie) {
      this.#cookie = cookie;
      this.#kept = [];
    }
    const kept = this.#kept[operation];
    if (kept !== undefined) return kept;
    const message = wire.compose(values, this.#user, cookie);
    if (message.kind === 'sendable' && message.text.length <= longestKept) this.#kept[operation] = message;
    return message;
  }
}
