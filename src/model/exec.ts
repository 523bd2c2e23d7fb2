import type { JsonExpectation } from './json-expectation.ts';

/** Command lines: each operation is a process of its own. */
export interface ExecSettings {
  readonly environment: Readonly<Record<string, string>>;
}

/** What is run, with templates: a line for the shell, or a program and its arguments. */
export type ExecCommand = { readonly kind: 'shell'; readonly line: string } | { readonly kind: 'argv'; readonly argv: readonly string[] };

/** One process from its start to its end. */
export interface ExecOperation {
  readonly driver: 'exec';
  readonly command: ExecCommand;
  /** What it reads from its standard input, with templates; null for nothing. */
  readonly input: string | null;
  readonly expect: {
    /** Exit codes that count as success. */
    readonly code: readonly number[];
    /** A regular expression of what it prints; null for anything. */
    readonly output: string | null;
    readonly json: readonly JsonExpectation[];
  };
}
