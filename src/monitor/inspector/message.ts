import { toFields, toText, type Fields } from './fields.ts';

/** What an inspector says: the answer to a call, or something that has happened. */
export type Message =
  | { readonly kind: 'answer'; readonly id: number; /** Null when the call was refused. */ readonly result: Fields | null }
  | { readonly kind: 'event'; readonly method: string; readonly params: Fields };

/** Reads a message of the Chrome DevTools protocol; null when it is none. */
export function parseMessage(text: string): Message | null {
  const { id, method, params, result } = toFields(parseJson(text));
  if (typeof id === 'number') return { kind: 'answer', id, result: result === undefined ? null : toFields(result) };
  return toText(method) === '' ? null : { kind: 'event', method: toText(method), params: toFields(params) };
}

/** Reads JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
