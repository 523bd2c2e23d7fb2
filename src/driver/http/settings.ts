import * as z from 'zod';

import { textSchema } from '../../units/schema.ts';
import { methods, type HttpGiven } from './given.ts';

const pathExpected = 'a path that begins with one /, of one line and without #';
const headerNameExpected = 'the name of a header that the driver does not write itself';
/** How a request ends is the driver's to say; a second opinion in a header would desynchronise the connection. */
const driversHeaders = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'expect', 'te', 'trailer']);

// oxlint-disable-next-line no-control-regex -- a line break would begin another header
const pathSchema = textSchema(/^\/(?![/\\])[^\u0000-\u001F\u007F#\\]*$/, 8_000, pathExpected);

/** The keys of an operation over HTTP. */
export const httpShape: { readonly [Key in keyof HttpGiven]-?: z.ZodType<HttpGiven[Key]> } = {
  ...mapMethods((method) =>
    pathSchema
      .optional()
      .meta({ description: `${method.toUpperCase()} this path; may hold {{uuid}}, {{n}}, {{key}}, {{user}} and {{last}}.` }),
  ),
  headers: z
    .record(
      textSchema(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 100, headerNameExpected).refine((name) => !driversHeaders.has(name.toLowerCase()), {
        error: headerNameExpected,
      }),
      textSchema(/^[\t -~]*$/, 8_000, 'a text of one line in ASCII'),
      { error: 'a mapping of headers' },
    )
    .prefault({})
    .meta({ description: 'Request headers; may hold templates.' }),
  json: z.unknown().optional().meta({ description: 'Request body, sent as JSON; its texts may hold templates, {{payload}} too.' }),
  body: z
    .string({ error: 'a text' })
    .max(1_000_000, { error: 'a text of at most 1 MB' })
    .optional()
    .meta({ description: 'Request body as text; may hold templates, {{payload}} too.' }),
};

function mapMethods<T>(make: (method: string) => T): Record<(typeof methods)[number], T> {
  return { get: make('get'), post: make('post'), put: make('put'), patch: make('patch'), delete: make('delete'), head: make('head') };
}
