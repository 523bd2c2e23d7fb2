/** Why a driver cannot reach, or begin, what it is to drive. Neither a password nor a whole address stands in it. */
export interface Unreached {
  /** What could not be done, after "Could not": `log in to PostgreSQL as shop at 127.0.0.1:5432`. */
  readonly what: string;
  /** In the server's words, where it had any. */
  readonly why: string;
  /** A sentence with the key of the configuration. */
  readonly next: string;
}
