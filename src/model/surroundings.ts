/** What a driver's own processes are given. */
export interface Surroundings {
  /** Absolute: where they run. */
  readonly directory: string;
  /** All of it: the engine has none of its own. With the variable by which they are found again. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Of a load that starts no processes. */
export const nowhere: Surroundings = { directory: '/', environment: {} };
