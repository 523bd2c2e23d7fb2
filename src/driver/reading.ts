import type { DeedMeaning, OperationMeaning } from '../model/operation.ts';
import type { Told } from '../model/outcome.ts';
import { lookUp, parseJsonPath, type JsonPath } from './json-path.ts';

/** An answer to whoever reads it, in whatever protocol it came. */
export interface Answer {
  /** Whether the service said yes: to a comparison that is answered by that alone. */
  readonly accepted: boolean;
  /** The whole answer; null where nobody kept it, or where its encoding could not be undone. */
  text(): string | null;
  /** What JSON paths look into; undefined where there is no such thing. */
  document(): unknown;
}

/** What of an answer is handed on, ready to be read. */
export interface CompiledReading {
  readonly needsBody: boolean;
  tell(answer: Answer): Told;
}

/** Where an answer tells the value. */
type Place = { readonly from: 'acceptance' } | { readonly from: 'body' } | { readonly from: 'path'; readonly path: JsonPath };

/** Longer values are not compared: cut short they could be taken for one another. */
const longestValue = 2_000;
const longestList = 20_000;

/** Prepares what an operation's meaning asks of its answers; null where it asks nothing. */
export function compileReading({ deed, isolates }: OperationMeaning): CompiledReading | null {
  const place = deed === undefined ? null : placeOf(deed);
  const owner = isolates === undefined ? null : pathOf(isolates.path);
  if (place === null && owner === null) return null;
  const parses = place?.from === 'path' || owner !== null;
  return {
    needsBody: parses || place?.from === 'body',
    tell: (answer) => {
      const document = parses ? answer.document() : undefined;
      return {
        value: place === null ? undefined : valueAt(place, answer, document),
        owner: owner === null ? null : (textOf(lookUp(owner, document)) ?? null),
        text: owner === null ? '' : (answer.text() ?? ''),
      };
    },
  };
}

/** An answer that came as text, which may be JSON. */
export function textAnswer(accepted: boolean, text: string | null): Answer {
  return { accepted, text: () => text, document: () => (text === null ? undefined : parseJson(text)) };
}

/** An answer that came as a value. */
export function valueAnswer(value: unknown): Answer {
  return { accepted: true, text: () => (typeof value === 'string' ? value : (writeJson(value) ?? null)), document: () => value };
}

/** What a text says in JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function placeOf(deed: DeedMeaning): Place | null {
  switch (deed.kind) {
    case 'write':
    case 'append':
      return null;
    case 'read':
      return deed.value === null ? { from: 'body' } : { from: 'path', path: pathOf(deed.value) };
    case 'increment':
      return deed.value === null ? null : { from: 'path', path: pathOf(deed.value) };
    case 'compare-and-set':
      return deed.swapped === null ? { from: 'acceptance' } : { from: 'path', path: pathOf(deed.swapped) };
    default:
      return deed satisfies never;
  }
}

/** Its form was looked at with the configuration. */
function pathOf(text: string): JsonPath {
  const path = parseJsonPath(text);
  if (path === undefined) throw new Error(`cannot read the JSON path ${text}`);
  return path;
}

function valueAt(place: Place, answer: Answer, document: unknown): string | null | undefined {
  if (place.from === 'acceptance') return String(answer.accepted);
  const text = answer.text();
  if (text === null) return undefined;
  return place.from === 'body' ? textOf(text.trim()) : textOf(lookUp(place.path, document));
}

/** A value as text: what is text is itself, everything else its JSON. Null where there is none, undefined where it is too long. */
function textOf(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : writeJson(value);
  return text === undefined || text.length > (Array.isArray(value) ? longestList : longestValue) ? undefined : text;
}

function writeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack is, or no JSON at all.
    return undefined;
  }
}
