/** Whose baseline it is, and where the cache's copy of it lies. */
export interface Place {
  readonly suite: string;
  /** `owner/name`; empty where it is not known. */
  readonly repository: string;
  /** `<run_id>-<attempt>`; empty off Actions. */
  readonly runKey: string;
  /** Absolute: `.plimsoll` in the workspace. */
  readonly directory: string;
}
