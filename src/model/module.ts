import type { JsonExpectation } from './json-expectation.ts';

/** A user's module of operations, in a process of its own. */
export interface ModuleSettings {
  /** Absolute. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How long it may take to be imported. */
  readonly startMs: number;
}

/** One call of a function that the module exports. */
export interface ModuleOperation {
  readonly driver: 'module';
  readonly call: string;
  /** JSON with templates; null for none. */
  readonly argument: string | null;
  readonly expect: { readonly json: readonly JsonExpectation[] };
}
