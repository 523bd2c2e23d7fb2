/** A column of an answer, as the server describes it. */
export interface Column {
  readonly name: string;
  /** Identifier of its type. */
  readonly dataTypeID: number;
}

/** What a statement answered: each value as the server writes it in text, null where it is NULL. */
export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Where nothing was answered yet. */
export const noRows: Rows = { columns: [], rows: [] };

/** What JSON paths of an operation look into. */
export function documentOf({ columns, rows }: Rows, count: number): unknown {
  return {
    rows: rows.map((row) => Object.fromEntries(columns.map(({ name, dataTypeID }, at) => [name, valueOf(row[at] ?? null, dataTypeID)]))),
    count,
  };
}

// Identifiers of the server's own types, which never change: pg_type.dat.
const boolean = 16;
const numbers: ReadonlySet<number> = new Set([20, 21, 23, 26, 700, 701, 1_700]);
const documents: ReadonlySet<number> = new Set([114, 3_802]);

/** A value as JSON has it; what would not be the same there stays the server's text. */
export function valueOf(text: string | null, type: number): unknown {
  if (text === null) return null;
  if (type === boolean) return text === 't';
  if (numbers.has(type)) return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text;
  if (!documents.has(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
