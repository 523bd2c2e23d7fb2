import type { LoopbackProxy } from './proxy.ts';

/** What a pressure is put on. */
export interface Subject {
  /** Where the service answers, on this machine. */
  readonly url: string;
  /** Its living processes now, the first of all first; none where they are not ours to limit. */
  pids(): readonly number[];
  /** A whole request in text, another at each call; null where none can be put together. */
  readonly request: (() => string) | null;
  /** What the users of the load come through; null where they come directly. */
  readonly proxy: LoopbackProxy | null;
  /** What computes beside the service ends by itself after so long. */
  readonly mostMs: number;
}

/** A pressure that is on. Disposing of it lifts it. */
export interface Applied extends AsyncDisposable {
  readonly kind: 'applied';
  /** What was done, for people. */
  readonly how: string;
  /** Takes it away again; does nothing the second time, and never rejects. */
  lift(): Promise<void>;
}

/** A pressure that cannot be put on here; nothing of it is left. */
export interface NotPermitted {
  readonly kind: 'not-permitted';
  /** For people. */
  readonly why: string;
}

/** A pressure that is on, with what takes it away; `undo` must not reject. */
export function applied(how: string, undo: () => Promise<void>): Applied {
  let undone: Promise<void> | undefined;
  const lift = (): Promise<void> => (undone ??= undo());
  return { kind: 'applied', how, lift, [Symbol.asyncDispose]: lift };
}

export function notPermitted(why: string): NotPermitted {
  return { kind: 'not-permitted', why };
}
