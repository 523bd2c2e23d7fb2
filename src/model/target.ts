/** Where a started service can be reached. */
export interface Target {
  /** Origin with an optional base path, no trailing slash, e.g. `http://127.0.0.1:4711`. */
  readonly url: string;
}
