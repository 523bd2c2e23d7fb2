import type { Constraint } from '../model/constraint.ts';
import { decimal, readDuration } from './exact.ts';
import { writeDuration } from './print.ts';
import { parseQuantity } from './quantity.ts';
import { writeQuantity } from './write.ts';

/** What a text says of a constraint. `expected` names what should have stood in place of one that is refused. */
export type ReadConstraint =
  | { readonly kind: 'constraint'; readonly constraint: Constraint }
  | { readonly kind: 'refused'; readonly expected: string };

const longest = 200;
/** A client that is called slow reads less than this. */
const mostSlowBytes = 1_024 ** 2;
const mostBytes = 1_024 ** 4;
const longestMs = 10_000;

/** Where the text leaves them out. */
const [slowBytesPerSecond, leaveAfterMs] = [1_024, 1];

const size = '(\\d{1,13}(?:\\.\\d{1,6})?(?:B|KB|MB|GB))';
const time = `(${decimal}(?:ms|s))`;

type CpuPressure = Extract<Constraint, { kind: 'cpu' }>['by'];

const cpuWords: ReadonlyMap<string, CpuPressure> = new Map<string, CpuPressure>([
  ['1core', 'one-core'],
  ['hog', 'hog'],
  ['1core+hog', 'one-core-and-hog'],
]);

type Groups = readonly (string | undefined)[];

interface Notation {
  readonly expected: string;
  /** What stands after `label=`. */
  readonly form: string;
  /** Null for what passes the bounds. */
  read(groups: Groups): Constraint | null;
}

const notations: ReadonlyMap<string, Notation> = new Map<string, Notation>([
  [
    'cpu',
    {
      expected: 'cpu=1core, cpu=hog or cpu=1core+hog',
      form: '([a-z0-9+]{1,20})',
      read: ([word = '']) => {
        const by = cpuWords.get(word);
        return by === undefined ? null : { kind: 'cpu', by };
      },
    },
  ],
  [
    'mem',
    {
      expected: 'mem=+64MB, of 1B to 1024GB',
      form: `\\+${size}`,
      read: ([written]) => {
        const moreBytes = readBytes(written);
        return isWithin(moreBytes, 1, mostBytes) ? { kind: 'memory', moreBytes } : null;
      },
    },
  ],
  [
    'fds',
    {
      expected: 'fds=64 or fds=+16, of 1 to 1000000',
      form: '(\\+?)(\\d{1,7})',
      read: ([plus, digits]) => {
        const count = Number(digits);
        return isWithin(count, 1, 1_000_000) ? { kind: 'descriptors', count, beyond: plus === '+' ? 'held' : 'none' } : null;
      },
    },
  ],
  [
    'slow',
    {
      expected: 'slow=5@1KB/s, of 1 to 100 clients at 1B/s to 1MB/s',
      form: `(\\d{1,3})(?:@${size}/s)?`,
      read: ([digits, written]) => {
        const clients = Number(digits);
        const bytesPerSecond = written === undefined ? slowBytesPerSecond : readBytes(written);
        return isWithin(clients, 1, 100) && isWithin(bytesPerSecond, 1, mostSlowBytes)
          ? { kind: 'slow-client', clients, bytesPerSecond }
          : null;
      },
    },
  ],
  [
    'net',
    {
      expected: 'net=50ms/1MB/s, net=50ms or net=1MB/s, of up to 10s and 1B/s to 1024GB/s',
      form: `(?:${time}(?:/${size}/s)?|${size}/s)`,
      read: ([delay, beside, alone]) => {
        const delayMs = delay === undefined ? 0 : readDuration(delay);
        const written = beside ?? alone;
        const bytesPerSecond = written === undefined ? null : readBytes(written);
        if (!(delayMs >= 0 && delayMs <= longestMs) || (bytesPerSecond !== null && !isWithin(bytesPerSecond, 1, mostBytes))) return null;
        return { kind: 'network', delayMs, bytesPerSecond };
      },
    },
  ],
  [
    'abandon',
    {
      expected: 'abandon=50/s@1ms, of 1 to 1000 clients a second that stay up to 10s',
      form: `(\\d{1,4})/s(?:@${time})?`,
      read: ([digits, stay]) => {
        const perSecond = Number(digits);
        const afterMs = stay === undefined ? leaveAfterMs : readDuration(stay);
        return isWithin(perSecond, 1, 1_000) && afterMs >= 0 && afterMs <= longestMs ? { kind: 'abandon', perSecond, afterMs } : null;
      },
    },
  ],
]);

/** Writes a constraint as one word of ASCII that a shell's quotes leave alone, e.g. `net=50ms/1MB/s`; `readConstraint` gives the same back. */
export function writeConstraint(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'cpu':
      return `cpu=${[...cpuWords].find(([, by]) => by === constraint.by)?.[0] ?? ''}`;
    case 'memory':
      return `mem=+${writeBytes(constraint.moreBytes)}`;
    case 'descriptors':
      return `fds=${constraint.beyond === 'held' ? '+' : ''}${constraint.count}`;
    case 'slow-client':
      return `slow=${constraint.clients}@${writeBytes(constraint.bytesPerSecond)}/s`;
    case 'network': {
      const { delayMs, bytesPerSecond } = constraint;
      const rate = bytesPerSecond === null ? [] : [`${writeBytes(bytesPerSecond)}/s`];
      return `net=${[...(delayMs === 0 && rate.length > 0 ? [] : [writeDuration(delayMs)]), ...rate].join('/')}`;
    }
    case 'abandon':
      return `abandon=${constraint.perSecond}/s@${writeDuration(constraint.afterMs)}`;
    default:
      return constraint satisfies never;
  }
}

/** Reads a constraint that anybody may have written; anything else, and what passes the bounds, is refused. */
export function readConstraint(text: string): ReadConstraint {
  const written = text.trim();
  if (written.length > longest) return { kind: 'refused', expected: `at most ${longest} characters` };
  const cut = written.indexOf('=');
  const notation = notations.get(written.slice(0, Math.max(0, cut)));
  if (notation === undefined) {
    return {
      kind: 'refused',
      expected: 'a constraint such as cpu=1core+hog, mem=+64MB, fds=+16, slow=5@1KB/s, net=50ms/1MB/s or abandon=50/s@1ms',
    };
  }
  const match = new RegExp(`^${notation.form}$`).exec(written.slice(cut + 1));
  const constraint = match === null ? null : notation.read(match.slice(1));
  return constraint === null ? { kind: 'refused', expected: notation.expected } : { kind: 'constraint', constraint };
}

/** Whole bytes, else NaN. */
function readBytes(text: string | undefined): number {
  const bytes = parseQuantity('size', text ?? '') ?? Number.NaN;
  return Number.isInteger(bytes) ? bytes : Number.NaN;
}

function writeBytes(bytes: number): string {
  return writeQuantity('size', bytes);
}

function isWithin(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
