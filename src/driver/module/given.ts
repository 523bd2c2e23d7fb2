/** A call of a function that the module exports. */
export interface ModuleGiven {
  readonly call?: string | undefined;
  readonly argument?: unknown;
}
