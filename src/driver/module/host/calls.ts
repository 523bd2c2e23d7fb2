import type { FromHost, ToHost } from '../messages.ts';
import { Context } from './context.ts';
import { findFunction } from './find-function.ts';
import type { Members, Membership } from './members.ts';
import { sayThrown } from './say-thrown.ts';

type Call = Extract<ToHost, { kind: 'call' }>;
type Answer = Extract<FromHost, { kind: 'done' | 'failed' }>;

/** All calls that are on their way, and who made them. */
export class Calls {
  readonly #module: object;
  readonly #members: Members;
  readonly #mostBytes: number;
  readonly #say: (line: string) => void;
  readonly #flying: Map<number, Context | null> = new Map();

  constructor(module: object, members: Members, mostBytes: number, say: (line: string) => void) {
    this.#module = module;
    this.#members = members;
    this.#mostBytes = mostBytes;
    this.#say = say;
  }

  /** Calls what is asked for, and says once what came of it. Never rejects. */
  async call(call: Call): Promise<void> {
    this.#flying.set(call.number, null);
    const line = await this.#answer(call);
    this.#flying.delete(call.number);
    this.#say(line);
  }

  abort(number: number): void {
    const context = this.#flying.get(number);
    if (context === undefined) return;
    this.#flying.delete(number);
    context?.abort();
  }

  async #answer(call: Call): Promise<string> {
    const { number, user, name, argument, values, asks } = call;
    const exported = findFunction(this.#module, name);
    if (exported === undefined) return write({ kind: 'failed', number, error: 'refused', why: `the module exports no function ${name}` });
    const membership: Membership = this.#members.known(user) ?? (await this.#members.join(user));
    if (membership.kind === 'shut') return write({ kind: 'failed', number, error: 'refused', why: membership.why });
    // Given up while its session was opened: nobody hears of it.
    if (!this.#flying.has(number)) return write({ kind: 'failed', number, error: 'refused', why: '' });
    try {
      const context = new Context(user, argument === null ? undefined : JSON.parse(argument), values, membership.session);
      this.#flying.set(number, context);
      const returned = await exported(context);
      return asks ? this.#writeDocument(number, returned) : write({ kind: 'done', number, bytes: 0 });
    } catch (error) {
      return write({ kind: 'failed', number, error: 'rejected', why: sayThrown(error) });
    }
  }

  #writeDocument(number: number, returned: unknown): string {
    let text: string | undefined;
    try {
      text = JSON.stringify(returned);
    } catch (error) {
      return write({ kind: 'failed', number, error: 'protocol', why: `what it returned is no JSON: ${sayThrown(error)}` });
    }
    if (text === undefined) return write({ kind: 'done', number, bytes: 0 });
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#mostBytes) return write({ kind: 'failed', number, error: 'too-large', why: '' });
    return `{"kind":"done","number":${number},"bytes":${bytes},"document":${text}}`;
  }
}

function write(answer: Answer): string {
  return JSON.stringify(answer);
}
