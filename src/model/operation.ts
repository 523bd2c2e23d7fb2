/** What an answer must be for the operation to have succeeded; checked in this order, the first that fails names the error. */
export interface Expectation {
  /** Status codes that count as success; empty means any below 400. */
  readonly status: readonly number[];
  /** JSON path (`$.a.b[0]`) → value that must be equal there. */
  readonly json: readonly JsonExpectation[];
}

export interface JsonExpectation {
  readonly path: string;
  readonly equals: string | number | boolean | null;
}

/** One HTTP request, its texts still holding `{{uuid}}`, `{{n}}`, `{{key}}` and `{{user}}`. */
export interface HttpOperation {
  readonly driver: 'http';
  readonly method: string;
  /** Absolute path with query, joined to the service's origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly expect: Expectation;
}

/** What one operation does, by the driver that does it. */
export type OperationSpec = HttpOperation;

/** What an operation is declared to mean, so that correctness can be judged. */
export interface OperationMeaning {
  /** Name of the counter that one success adds 1 to; may hold `{{key}}`. */
  readonly increments?: string;
  /** JSON path of the answer that must name the asking user's own token. */
  readonly isolates?: string;
}

/** One kind of request with its share in the mix. */
export interface Operation {
  readonly name: string;
  readonly weight: number;
  readonly spec: OperationSpec;
  readonly meaning: OperationMeaning;
}
