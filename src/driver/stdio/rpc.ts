import type { TemplateValues } from '../../model/session.ts';
import { oneLine } from '../one-line.ts';
import { parseJson } from '../reading.ts';
import { broken, passed, type Dialect, type Heard } from './dialect.ts';
import { showText } from './frames.ts';
import type { CompiledMessage } from './message.ts';
import { replyTo } from './reply-to.ts';

/** JSON-RPC 2.0: our requests are numbered, and answers found by that number whenever they come. */
export class Rpc implements Dialect {
  readonly tellsLate: boolean = true;
  readonly speaksFirst: boolean = false;
  /** The last number given away; the only one that is waited for. */
  #last: number = 0;
  #isWaiting: boolean = false;

  say(message: CompiledMessage, values: TemplateValues, user: number): string {
    const body = message.body.text(values, user);
    if (message.isNotification) return `{"jsonrpc":"2.0",${body}`;
    this.#last += 1;
    this.#isWaiting = true;
    return `{"jsonrpc":"2.0","id":${this.#last},${body}`;
  }

  hear(text: string): Heard {
    const message = parseJson(text);
    if (message === undefined) return broken(`its output is no JSON: ${showText(text)}`);
    if (typeof message !== 'object' || message === null || Array.isArray(message))
      return broken(`no message of JSON-RPC: ${showText(text)}`);
    const fields: Fields = message;
    if (typeof fields.method === 'string') return fields.id === undefined ? passed : replyTo(fields.method, fields.id, fields.params);
    const { id, error } = fields;
    const isError = error !== undefined && error !== null;
    if (!isError && fields.result === undefined) return broken(`neither an answer nor a request: ${showText(text)}`);
    // It could not make out whose request it was; there is only one that it can have been.
    const isOurs = id === this.#last || (id === null && isError);
    if (!isOurs) return isLate(id, this.#last) ? passed : broken(`an answer to a request that nobody made: ${showText(text)}`);
    if (!this.#isWaiting) return passed;
    this.#isWaiting = false;
    return isError ? reject(error) : { kind: 'answer', reply: { document: fields.result, text } };
  }

  forget(): void {
    this.#isWaiting = false;
  }
}

interface Fields {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

function isLate(id: unknown, last: number): boolean {
  return typeof id === 'number' && Number.isInteger(id) && id >= 1 && id < last;
}

function reject(error: unknown): Heard {
  const { code, message }: { readonly code?: unknown; readonly message?: unknown } =
    typeof error === 'object' && error !== null ? error : {};
  const number = typeof code === 'number' ? ` ${code}` : '';
  const why = typeof message === 'string' ? `: ${oneLine(message.slice(0, 400))}` : '';
  return { kind: 'rejected', failure: { error: 'rejected', detail: `the answer is the error${number}${why}` } };
}
