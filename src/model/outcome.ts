/** Why an operation failed. `protocol`: the answer was not HTTP; `too-large`: it passed the size cap. */
export type ErrorKind = 'status' | 'timeout' | 'refused' | 'reset' | 'assertion' | 'protocol' | 'too-large';

/**
 * What became of one operation, told by its driver. `sentAtMs` is the moment the request actually left, on the clock the
 * session was opened with; the load engine adds the intended start and the end.
 */
export type Outcome =
  | { readonly kind: 'ok'; readonly sentAtMs: number; readonly bytes: number }
  | { readonly kind: 'failed'; readonly sentAtMs: number; readonly bytes: number; readonly error: ErrorKind; readonly detail: string };
