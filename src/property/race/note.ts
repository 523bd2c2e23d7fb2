import type { RaceOutcome } from '../../model/race.ts';

/** What a process that tries races says, a line each, written at once: it may end at any moment. */
export type Note =
  /** Names of the races in the module. */
  | { readonly kind: 'found'; readonly names: readonly string[] }
  /** Importing the module failed. */
  | { readonly kind: 'unloaded'; readonly lines: readonly string[] }
  | { readonly kind: 'began'; readonly name: string }
  /** It broke, and is being made smaller. */
  | { readonly kind: 'broke'; readonly outcome: RaceOutcome }
  | { readonly kind: 'ended'; readonly outcome: RaceOutcome };

/** Nobody writes as many races or lines; whatever does is cut. */
const most = { notes: 10_000, names: 1_000, lines: 200, text: 4_000 } as const;

export function writeNote(note: Note): string {
  return `${JSON.stringify(note)}\n`;
}

/** Reads what was written, up to the first line that is no note. The user's code lived in the same process, so nothing is believed. Never throws. */
export function readNotes(text: string): readonly Note[] {
  const notes: Note[] = [];
  for (const line of text.split('\n', most.notes)) {
    const note = readNote(line);
    if (note === null) break;
    notes.push(note);
  }
  return notes;
}

function readNote(line: string): Note | null {
  const given = parse(line);
  if (!isRecord(given)) return null;
  const { kind, names, lines, name, outcome } = given;
  if (kind === 'found' && areTexts(names, most.names)) return { kind, names };
  if (kind === 'unloaded' && areTexts(lines, most.lines)) return { kind, lines };
  if (kind === 'began' && isText(name)) return { kind, name };
  if (kind !== 'broke' && kind !== 'ended') return null;
  const read = readOutcome(outcome);
  return read === null ? null : { kind, outcome: read };
}

function readOutcome(given: unknown): RaceOutcome | null {
  if (!isRecord(given)) return null;
  const { kind, name, sentence, runs, evidence, path } = given;
  if (!isText(name) || !isText(sentence) || !isCount(runs) || !areTexts(evidence, most.lines)) return null;
  const base = { name, sentence, runs, evidence };
  if (kind === 'held') return { kind, ...base };
  if (kind === 'broken' && isPath(path)) return { kind, ...base, path };
  if (kind !== 'inconclusive') return null;
  return isPath(path) ? { kind, ...base, path } : { kind, ...base };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** A path of fast-check: where among the generated inputs, then where among what each could be made smaller to. */
export function isPath(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 1_000 && /^\d{1,6}(?::\d{1,9})*$/.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= most.text;
}

function areTexts(value: unknown, longest: number): value is readonly string[] {
  return Array.isArray(value) && value.length <= longest && value.every(isText);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
