/** What the engine says to the process of a module: one line of JSON each. Numbers are those of their answers. */
export type ToHost =
  /** `names`: what is going to be called. */
  | { readonly kind: 'load'; readonly file: string; readonly mostBytes: number; readonly names: readonly string[] }
  /** Opens the session of a user. */
  | { readonly kind: 'join'; readonly number: number; readonly user: number }
  /** `argument` is JSON, or null for none; `asks` says whether anybody looks at what comes back. */
  | {
      readonly kind: 'call';
      readonly number: number;
      readonly user: number;
      readonly name: string;
      readonly argument: string | null;
      readonly values: CallValues;
      readonly asks: boolean;
    }
  /** Nobody waits for this call any more. */
  | { readonly kind: 'abort'; readonly number: number }
  | { readonly kind: 'leave'; readonly number: number; readonly user: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'end' };

/** What fills a function's templates, should it have any. */
export interface CallValues {
  readonly uuid: string;
  readonly n: number;
  readonly key: string;
  readonly last: string | null;
}

/** What it says. */
export type FromHost =
  /** `lacks`: the first of the names that it exports no function of; null where there are all. */
  | { readonly kind: 'loaded'; readonly hasSessions: boolean; readonly lacks: string | null }
  | { readonly kind: 'unloaded'; readonly why: string }
  /** `document` is absent where nobody asked, or where it was undefined. */
  | { readonly kind: 'done'; readonly number: number; readonly bytes: number; readonly document?: unknown }
  | { readonly kind: 'failed'; readonly number: number; readonly error: CallError; readonly why: string }
  | { readonly kind: 'pong' }
  /** An error that nobody caught. */
  | { readonly kind: 'uncaught'; readonly why: string };

const callErrors = ['rejected', 'refused', 'protocol', 'too-large'] as const;

/** `rejected`: it threw; `refused`: there is no such function, or no session; `protocol`: what it returned is no JSON. */
type CallError = (typeof callErrors)[number];

/** What a line says; undefined where that is nothing: a module may write there too. */
export function readMessage(line: string): FromHost | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const number = 'number' in value && Number.isSafeInteger(value.number) ? Number(value.number) : -1;
  const why = 'why' in value && typeof value.why === 'string' ? value.why : '';
  switch (value.kind) {
    case 'loaded':
      return {
        kind: 'loaded',
        hasSessions: 'hasSessions' in value && value.hasSessions === true,
        lacks: 'lacks' in value && typeof value.lacks === 'string' ? value.lacks : null,
      };
    case 'unloaded':
    case 'uncaught':
      return { kind: value.kind, why };
    case 'done': {
      const bytes = 'bytes' in value && typeof value.bytes === 'number' && value.bytes >= 0 ? value.bytes : 0;
      return { kind: 'done', number, bytes, ...('document' in value ? { document: value.document } : {}) };
    }
    case 'failed': {
      const said = 'error' in value ? value.error : undefined;
      return { kind: 'failed', number, error: callErrors.find((error) => error === said) ?? 'rejected', why };
    }
    case 'pong':
      return { kind: 'pong' };
    default:
      return undefined;
  }
}
