/** A token that a user was shown by an operation, however often. */
export interface PackedSighting {
  readonly token: string;
  readonly user: number;
  /** Index in the driver's list. */
  readonly operation: number;
  /** `named`: as the user that asked. `inside`: elsewhere in the answer. */
  readonly place: 'named' | 'inside';
  readonly count: number;
  /** After the beginning of the load. */
  readonly firstAtMs: number;
}

/** Whom the answers of one engine's users named: plain data that travels between threads. */
export interface PackedIdentities {
  readonly answers: number;
  readonly nameless: number;
  /** Numbers of the users that were answered. */
  readonly users: readonly number[];
  readonly sightings: readonly PackedSighting[];
  /** Sightings that were too many to remember. */
  readonly overlooked: number;
}
