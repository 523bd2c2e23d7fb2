/**
 * Why an operation failed. `status`: the service answered with a status, an exit code, that is no success; `rejected`: it answered with an
 * error; `protocol`: the answer broke the protocol; `too-large`: it passed the size cap; `crash`: the process that performed it died;
 * `deadlock` and `serialization`: a database gave a transaction up; `exhausted`: no connection of a pool became free in time.
 */
export const errorKinds = [
  'status',
  'timeout',
  'refused',
  'reset',
  'assertion',
  'protocol',
  'too-large',
  'rejected',
  'crash',
  'deadlock',
  'serialization',
  'exhausted',
] as const;

export type ErrorKind = (typeof errorKinds)[number];

interface Times {
  /** The moment the request actually left, or the packet that opened its connection; that of the end when nothing ever left. */
  readonly sentAtMs: number;
  /** The moment the answer was complete, or its failure known. */
  readonly endedAtMs: number;
  /** Bytes of the answer's body as they came. */
  readonly bytes: number;
  /** In the order of the driver's measures; NaN for what was not measured. Absent where it measures nothing. */
  readonly measured?: readonly number[];
}

/** What of an answer is handed on, because its operation's meaning asks for it. */
export interface Told {
  /** What stands where the value is looked for, as text; null where nothing does. Undefined where nobody asks, or where it is too long to be compared. */
  readonly value: string | null | undefined;
  /** Whom the answer names as the user that asked; null where it names nobody. */
  readonly owner: string | null;
  /** The body, where nothing of another user may stand in it; else empty. */
  readonly text: string;
}

/**
 * What became of one operation, told by its driver on the clock the session was opened with; the load engine adds the
 * intended start.
 */
export type Outcome =
  | (Times & { readonly kind: 'ok'; readonly told?: Told })
  | (Times & {
      readonly kind: 'failed';
      readonly error: ErrorKind;
      readonly detail: string;
      /** Surely without any effect, as what a database has rolled back. */
      readonly undone?: true;
    });
