/** A worsening that people let pass on purpose, as a commit or a label says it: `plimsoll: accept p95 because …`. */
export interface Acceptance {
  /** As in a finding's identifier: `p95`, `cpu-per-operation`. Hostile text. */
  readonly metric: string;
  /** Empty where none was given. Hostile text. */
  readonly because: string;
  /** Where it says so: `commit 4f2c1e9`, `label of pull request 12`. */
  readonly by: string;
}

/** One that a run of the default branch was let pass by. It stands until its time is over. */
export interface KeptAcceptance extends Acceptance {
  /** ISO 8601; of the run that was let pass, and of the day from which it counts no more. */
  readonly createdAt: string;
  readonly expiresAt: string;
}
