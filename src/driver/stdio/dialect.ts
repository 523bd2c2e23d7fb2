import type { TemplateValues } from '../../model/session.ts';
import type { Failure } from '../failure.ts';
import type { CompiledMessage, Reply } from './message.ts';

/** What a message from the program turns out to be. */
export type Heard =
  | { readonly kind: 'answer'; readonly reply: Reply }
  /** It answered with an error. */
  | { readonly kind: 'rejected'; readonly failure: Failure }
  /** Nobody's business: it told something, or its answer came too late. */
  | { readonly kind: 'passed' }
  /** It asks in its turn, and waits for this. */
  | { readonly kind: 'asked'; readonly reply: string }
  | { readonly kind: 'broken'; readonly failure: Failure };

/** How requests and answers find each other; one for each process. */
export interface Dialect {
  /** Whether an answer that comes too late is known as such, so that the session can go on. */
  readonly tellsLate: boolean;
  /** Whether the program speaks first: its prompt. */
  readonly speaksFirst: boolean;
  /** What is written; unless it is a notification its answer is waited for from now on. */
  say(message: CompiledMessage, values: TemplateValues, user: number): string;
  hear(text: string): Heard;
  /** Nobody waits any more. */
  forget(): void;
}

/** What nobody waits for. */
export const passed: Heard = { kind: 'passed' };

/** The program broke the rules of the conversation. */
export function broken(detail: string): Heard {
  return { kind: 'broken', failure: { error: 'protocol', detail } };
}
