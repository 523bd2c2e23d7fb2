/** What an operation may do with its path. */
export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head'] as const;

/** What an operation may be declared to do to a key; one at most. */
export const deeds = ['writes', 'reads', 'increments', 'adds', 'compare-and-set', 'append'] as const;

export interface ExpectationGiven {
  readonly status: readonly number[];
  readonly json: Readonly<Record<string, string | number | boolean | null>>;
}

/** What may be said of a deed beside its key, there or beside the deed. */
interface DeedDetails {
  readonly value?: string | undefined;
  readonly by?: number | undefined;
  readonly staleness?: number | undefined;
}

/** A deed as given; the short form is its key alone. */
export interface DeedGiven extends DeedDetails {
  readonly key: string;
}

/** `isolates:` as given; the short form is the path alone. */
export interface IsolatesGiven {
  readonly value: string;
  readonly token?: string | undefined;
}

type MethodsGiven = Readonly<Partial<Record<(typeof methods)[number], string | undefined>>>;
type DeedsGiven = Readonly<Partial<Record<(typeof deeds)[number], DeedGiven | undefined>>>;

/** An operation as given. */
export interface OperationGiven extends MethodsGiven, DeedsGiven, DeedDetails {
  readonly weight: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string | undefined;
  readonly expect: ExpectationGiven;
  readonly isolates?: IsolatesGiven | undefined;
  readonly kind?: 'database' | 'cache' | 'pool' | undefined;
}
