import type { HttpOperation } from '../../model/operation.ts';
import type { TemplateValues } from '../../model/session.ts';
import { compileExpectation, type CompiledExpectation } from './expectation.ts';
import { compileTemplate } from './template.ts';

/** One request, its templates filled, ready to be written. */
export interface PreparedRequest {
  readonly method: string;
  /** Percent-encoded, base path included. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

/** An operation, compiled once for all its requests. */
export interface CompiledRequest {
  readonly expectation: CompiledExpectation;
  /** `cookie` is the user's own; it joins one that the operation declares. */
  prepare(values: TemplateValues, cookie: string): PreparedRequest;
}

/** Compiles an operation; `basePath` is the path of the service's address, without a trailing slash. */
export function compileRequest(spec: HttpOperation, basePath: string): CompiledRequest {
  const path = compileTemplate(basePath + escapePath(spec.path), encodeURIComponent);
  const headers = Object.entries(spec.headers).map(([name, text]) => [name.toLowerCase(), compileTemplate(text, stripBreaks)] as const);
  const body = spec.body === undefined ? null : compileTemplate(spec.body, bodyEncoding(spec.headers));
  return {
    expectation: compileExpectation(spec.expect),
    prepare: (values, cookie) => {
      const filled: Record<string, string> = {};
      for (const [name, template] of headers) filled[name] = template(values);
      if (cookie !== '') filled['cookie'] = filled['cookie'] === undefined ? cookie : `${filled['cookie']}; ${cookie}`;
      return { method: spec.method.toUpperCase(), path: path(values), headers: filled, body: body?.(values) ?? null };
    },
  };
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
  if (/json/i.test(type)) return (value) => JSON.stringify(value).slice(1, -1);
  return /x-www-form-urlencoded/i.test(type) ? encodeURIComponent : (value) => value;
}
