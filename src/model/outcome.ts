/** Why an operation failed. `protocol`: the answer was not HTTP; `too-large`: it passed the size cap. */
export type ErrorKind = 'status' | 'timeout' | 'refused' | 'reset' | 'assertion' | 'protocol' | 'too-large';

interface Times {
  /** The moment the request actually left, or the packet that opened its connection; that of the end when nothing ever left. */
  readonly sentAtMs: number;
  /** The moment the answer was complete, or its failure known. */
  readonly endedAtMs: number;
  /** Bytes of the answer's body as they came. */
  readonly bytes: number;
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
  | (Times & { readonly kind: 'failed'; readonly error: ErrorKind; readonly detail: string });
