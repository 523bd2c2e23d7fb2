const nothing: Buffer = Buffer.alloc(0);
/** Far more than a row has columns; rows themselves may be as long as they like. */
const mostDescribed = 2_000_000;
const sasl = 10;

const bearing = 'RSTCENA';
const [authentication, status, description, command, error, notice, notification] = Buffer.from(bearing);
/** All that a server says to a client like ours. */
const known: ReadonlySet<number> = new Set(Buffer.from(`${bearing}123DGHIKWZcdnstvV`));
const described: ReadonlySet<number | undefined> = new Set([authentication, status, description, command, error, notice, notification]);

/**
 * Looks at what a server sends before the client library does, which takes texts for ended where they are not and then looks for their
 * ends for ever. Frames of the protocol, and in those that hold texts, that each text ends within its frame. From PostgreSQL's
 * documentation, "Message Formats".
 */
export class FrameCheck {
  #rest: Buffer = nothing;
  /** Bytes still to come of a frame that holds no texts. */
  #skip: number = 0;

  /** Whether these bytes, after all before them, may be handed on. */
  accepts(chunk: Buffer): boolean {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = nothing;
    let at = Math.min(this.#skip, bytes.length);
    this.#skip -= at;
    while (at < bytes.length) {
      const kind = bytes[at] ?? 0;
      if (!known.has(kind)) return false;
      const length = at + 5 <= bytes.length ? bytes.readUInt32BE(at + 1) : null;
      if (length !== null && (length < 4 || (described.has(kind) && length > mostDescribed))) return false;
      const end = length === null ? Number.POSITIVE_INFINITY : at + 1 + length;
      if (end > bytes.length) {
        if (length !== null && !described.has(kind)) this.#skip = end - bytes.length;
        // Its own copy: what it was read into is used again.
        else this.#rest = Buffer.from(bytes.subarray(at));
        return true;
      }
      if (described.has(kind) && !isSound(kind, bytes, at + 5, end)) return false;
      at = end;
    }
    return true;
  }
}

function isSound(kind: number, bytes: Buffer, from: number, end: number): boolean {
  switch (kind) {
    case command:
      return afterTexts(bytes, from, end, 1) !== null;
    case status:
      return afterTexts(bytes, from, end, 2) !== null;
    case notification:
      return afterTexts(bytes, from + 4, end, 2) !== null;
    case error:
    case notice:
      return endsFields(bytes, from, end);
    case description:
      return holdsColumns(bytes, from, end);
    case authentication:
      return end - from >= 4 && (bytes.readUInt32BE(from) !== sasl || endsList(bytes, from + 4, end));
    default:
      return true;
  }
}

/** Where so many texts have ended, each with a NUL; null where they do not within the frame. */
function afterTexts(bytes: Buffer, from: number, end: number, count: number): number | null {
  let at = from;
  for (let seen = 0; seen < count; seen += 1) {
    const nul = at < end ? bytes.indexOf(0, at) : -1;
    if (nul < 0 || nul >= end) return null;
    at = nul + 1;
  }
  return at;
}

/** A letter and a text each, and a NUL where a letter would be. */
function endsFields(bytes: Buffer, from: number, end: number): boolean {
  let at: number | null = from;
  while (at !== null && at < end) {
    if (bytes[at] === 0) return true;
    at = afterTexts(bytes, at + 1, end, 1);
  }
  return false;
}

/** Texts up to an empty one. */
function endsList(bytes: Buffer, from: number, end: number): boolean {
  let at: number | null = from;
  while (at !== null && at < end) {
    if (bytes[at] === 0) return true;
    at = afterTexts(bytes, at, end, 1);
  }
  return false;
}

/** How many, and of each its name and 18 bytes. */
function holdsColumns(bytes: Buffer, from: number, end: number): boolean {
  if (end - from < 2) return false;
  let at = from + 2;
  for (let left = bytes.readUInt16BE(from); left > 0; left -= 1) {
    const after = afterTexts(bytes, at, end, 1);
    if (after === null || after + 18 > end) return false;
    at = after + 18;
  }
  return true;
}
