const keptBytes = 64 * 1024;
const keptLines = 200;
const lineLength = 400;

/** The last part of what a process printed, in bounded memory whatever it prints. */
export interface Tail {
  push(bytes: Uint8Array): void;
  /** The last lines, oldest first: no empty ones, no control characters but tab, length and number capped. */
  lines(): readonly string[];
}

/** Opens an empty tail: a ring of bytes, decoded only when somebody asks, because a service may print megabytes while it is measured. */
export function openTail(): Tail {
  const ring = Buffer.alloc(keptBytes);
  let total = 0;
  return {
    push: (bytes) => {
      const part = bytes.subarray(Math.max(0, bytes.length - keptBytes));
      total += bytes.length - part.length;
      const at = total % keptBytes;
      const first = Math.min(part.length, keptBytes - at);
      ring.set(part.subarray(0, first), at);
      ring.set(part.subarray(first), 0);
      total += part.length;
    },
    lines: () => {
      if (total <= keptBytes) return cleanLines(ring.toString('utf8', 0, total).split(lineEnd));
      const at = total % keptBytes;
      const text = Buffer.concat([ring.subarray(at), ring.subarray(0, at)]).toString('utf8');
      // The first line begins somewhere in its middle, maybe in the middle of a character.
      const [cut = '', ...whole] = text.split(lineEnd);
      return cleanLines(whole.length === 0 ? [cut.replace(/^\uFFFD+/, '')] : whole);
    },
  };
}

const lineEnd = /\r\n|\n|\r/;
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g;

function cleanLines(raw: readonly string[]): readonly string[] {
  // Cut before cleaning, so that an endless line costs no more than a long one.
  const lines = raw.slice(-keptLines * 4).map((line) =>
    shorten(
      line
        .slice(0, lineLength * 8)
        .replace(escapeSequence, '')
        .replace(control, ''),
    ),
  );
  return lines.filter((line) => line.trim() !== '').slice(-keptLines);
}

function shorten(line: string): string {
  if (line.length <= lineLength) return line;
  // Half of a surrogate pair is no text.
  return `${line.slice(0, lineLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
