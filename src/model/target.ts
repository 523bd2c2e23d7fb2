/** Where a started service can be reached. */
export interface Target {
  /** Origin with an optional base path, no trailing slash, e.g. `http://127.0.0.1:4711`; `tcp://127.0.0.1:5432` of what speaks no HTTP; or `noAddress`. */
  readonly url: string;
}

/** Nobody listens: the operations are processes of their own, or reach nothing at all. */
export const noAddress = 'none:';
