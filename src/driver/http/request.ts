import type { HttpOperation, OperationMeaning } from '../../model/operation.ts';
import { compileExpectation, type CompiledExpectation } from './expectation.ts';
import { insideJson } from '../json-text.ts';
import { compileReading, type CompiledReading } from '../reading.ts';
import { compileTemplate, type Template } from '../template.ts';

/** An operation, compiled once for all its requests and whichever client sends them. */
export interface CompiledRequest {
  readonly method: string;
  /** Percent-encoded, base path included. */
  readonly path: Template;
  /** Names in lower case; `cookie` is the operation's own, to which the user's are joined. */
  readonly headers: ReadonlyMap<string, Template>;
  readonly body: Template | null;
  readonly expectation: CompiledExpectation;
  /** Null where nothing of the answer is handed on. */
  readonly reading: CompiledReading | null;
  /** Whether anybody looks into the answer's body. */
  readonly needsBody: boolean;
}

/** Compiles an operation; `basePath` is the path of the service's address, without a trailing slash. */
export function compileRequest(spec: HttpOperation, basePath: string, meaning: OperationMeaning = {}): CompiledRequest {
  const headers = Object.entries(spec.headers).map(([name, text]) => [name.toLowerCase(), compileTemplate(text, stripBreaks)] as const);
  const expectation = compileExpectation(spec.expect);
  const reading = compileReading(meaning);
  return {
    method: spec.method.toUpperCase(),
    path: compileTemplate(basePath + escapePath(spec.path), encodeURIComponent),
    headers: new Map([['user-agent', compileTemplate('plimsoll', stripBreaks)], ...headers]),
    body: spec.body === undefined ? null : compileTemplate(spec.body, bodyEncoding(spec.headers)),
    expectation,
    reading,
    needsBody: expectation.needsBody || reading?.needsBody === true,
  };
}

/** The operation's own cookies and the user's, in one header's value; either may be empty. */
export function joinCookies(own: string, user: string): string {
  return own === '' || user === '' ? own + user : `${own}; ${user}`;
}

/** What a request line cannot carry is percent-encoded; what is encoded already stays. */
function escapePath(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, (text) =>
    [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

function stripBreaks(value: string): string {
  return value.replace(/[\r\n]/g, '');
}

/** A value lands inside a JSON string, inside a form field, or in plain text. */
function bodyEncoding(headers: Readonly<Record<string, string>>): (value: string) => string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (/json/i.test(type)) return insideJson;
  return /x-www-form-urlencoded/i.test(type) ? encodeURIComponent : (value) => value;
}
