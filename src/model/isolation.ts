/** What a user was shown of another, told once however often it was shown. */
export interface Leak {
  readonly operation: string;
  /** Number of the user that asked. */
  readonly asker: number;
  /** Number of the user whose token came; null where it is nobody's of this load. */
  readonly owner: number | null;
  /** The token that came; hostile text, cut short, because it may be a secret. */
  readonly token: string;
  /** `named`: the answer named it as the user that asked. `inside`: it stood elsewhere in the answer. */
  readonly place: 'named' | 'inside';
  readonly count: number;
  /** After the beginning of the load, warm-up included. */
  readonly firstAtMs: number;
}

/** Whose data the answers of a load showed, for the operations that are declared to show nobody but the one who asks. Warm-up included. */
export interface IsolationSeen {
  /** Users that were answered. */
  readonly users: number;
  /** Answers that were looked at. */
  readonly answers: number;
  /** Of these, the answers that named nobody. */
  readonly nameless: number;
  /** Different tokens that were named. */
  readonly tokens: number;
  /** Tokens that users were given in place of an earlier one of their own. */
  readonly renamed: number;
  /** How often a user was shown a token that is not its own. */
  readonly leaks: number;
  /** Users to whom that happened. */
  readonly exposed: number;
  /** Sightings that were too many to remember. */
  readonly overlooked: number;
  /** A few leaks, the most frequent first. */
  readonly examples: readonly Leak[];
}
