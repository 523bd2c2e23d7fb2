import type { JsonExpectation } from './json-expectation.ts';

/** How messages are told apart on standard input and output. */
export type Framing =
  /** One JSON document a line. */
  | { readonly kind: 'lines' }
  /** Each message after a head that says its `Content-Length`. */
  | { readonly kind: 'content-length' }
  /**
   * A line is sent; the answer is what is printed until the prompt comes again. `prompt` is a regular expression in which `^` and `$`
   * are those of a line; `echo`: the program prints the line it was sent before its answer.
   */
  | { readonly kind: 'prompt'; readonly prompt: string; readonly echo: boolean };

/** What is sent when a session begins, before its first operation; an answer is waited for unless it is a notification. */
export interface Greeting {
  /** As of an operation; {{user}} is the only template. */
  readonly message: string;
  readonly expect: readonly JsonExpectation[];
  /** Nobody answers it. */
  readonly isNotification: boolean;
}

/** Programs that hold a session over standard input and output: each user has a process of its own. */
export interface StdioSettings {
  /** Program and arguments; the shell itself for a line of shell. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly framing: Framing;
  /** Whether messages are JSON-RPC: requests get a number, and answers are found by it. */
  readonly rpc: boolean;
  /** Sent one after another before the first operation. */
  readonly greetings: readonly Greeting[];
  /** Sent before the end of standard input; may be empty. */
  readonly farewells: readonly Greeting[];
  /** How long the start of a session may take. */
  readonly startMs: number;
  /** How long it may take to end by itself. */
  readonly stopMs: number;
}

/** One request of a session and its answer. */
export interface StdioOperation {
  readonly driver: 'stdio';
  /** JSON with templates: what is sent, without what JSON-RPC adds to it; the line of a prompt as a JSON text. */
  readonly message: string;
  readonly isNotification: boolean;
  readonly expect: {
    readonly json: readonly JsonExpectation[];
    /** A regular expression of the answer as text; null for any. */ readonly output: string | null;
  };
}
