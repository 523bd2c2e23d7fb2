/** JSON path (`$.a.b[0]`) of an answer, and the value that must be equal there. */
export interface JsonExpectation {
  readonly path: string;
  readonly equals: string | number | boolean | null;
}
