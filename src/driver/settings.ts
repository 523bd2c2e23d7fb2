import * as z from 'zod';

import type { Operation } from '../model/operation.ts';
import { readLoopbackUrl } from '../units/loopback.ts';
import { countSchema, quantitySchema, textSchema } from '../units/schema.ts';
import type { DriverGiven } from './decide-driver.ts';
import { decideOperation } from './decide-operation.ts';
import { parseJsonPath } from './http/json-path.ts';
import { faultsOfLooking, faultsOfMeaning } from './meaning.ts';
import { methods, type DeedGiven, type IsolatesGiven, type OperationGiven } from './operation-given.ts';

export { decideDriver, decideTrust, faultOfDriver, type DriverGiven } from './decide-driver.ts';
export { methods } from './operation-given.ts';

export type OperationsGiven = Readonly<Record<string, OperationGiven>>;

const pathExpected = 'a path that begins with one /, of one line and without #';
const weightExpected = 'a number from 0 to 1000000';
const statusExpected = 'a status from 100 to 599, or a list of them';
const jsonPathExpected = 'a JSON path such as $.a.b[0]';
const scalarExpected = 'a text, a number, true, false or null';
const headerNameExpected = 'the name of a header that the driver does not write itself';
const nameExpected = 'a name of at most 40 letters, digits, _ . or -, beginning with a letter (`all` is taken)';
const methodExpected = `exactly one of ${methods.join(', ')}`;
const keyExpected = 'the name of a key, without spaces';
const detailedKeyExpected = 'the name of a key, without spaces, or a mapping that says it under `key`';
const byExpected = 'a whole number other than 0, from -1000000000 to 1000000000';
const kindExpected = 'database, cache or pool';
const tokenExpected = 'a text that holds {{user}}: each user has its own';
/** How a request ends is the driver's to say; a second opinion in a header would desynchronise the connection. */
const driversHeaders = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'expect', 'te', 'trailer']);

// oxlint-disable-next-line no-control-regex -- a line break would begin another header
const pathSchema = textSchema(/^\/(?![/\\])[^\u0000-\u001F\u007F#\\]*$/, 8_000, pathExpected);

const jsonPathSchema = textSchema(/^\$/, 1_000, jsonPathExpected).refine((text) => parseJsonPath(text) !== undefined, {
  error: jsonPathExpected,
});

const statusSchema = z.int({ error: statusExpected }).min(100, { error: statusExpected }).max(599, { error: statusExpected });

const expectSchema = z.strictObject({
  status: z
    .union([statusSchema.transform((status): readonly number[] => [status]), z.array(statusSchema, { error: statusExpected }).max(50)], {
      error: statusExpected,
    })
    .prefault([])
    .meta({ description: 'Status codes that count as success; any below 400 when absent.' }),
  json: z
    .record(jsonPathSchema, z.union([z.string(), z.number(), z.boolean(), z.null()], { error: scalarExpected }), {
      error: 'a mapping of JSON paths',
    })
    .prefault({})
    .meta({ description: 'JSON path of the answer and the value that must stand there.' }),
});

const keySchema = textSchema(/^[!-~]+$/, 100, keyExpected);
const keyAlone = keySchema.transform((key): DeedGiven => ({ key }));
const keyPiece = keySchema.meta({ description: 'Name of the value or counter; may hold {{key}} and {{user}}.' });
const valuePiece = jsonPathSchema
  .optional()
  .meta({ description: 'JSON path of the value in the answer: of what was read, the count, or whether it was swapped.' });
const byPiece = countSchema(-1_000_000_000, 1_000_000_000)
  .refine((count) => count !== 0, { error: byExpected })
  .optional()
  .meta({ description: 'How much one success adds; 1 for increments when absent.' });
const stalenessPiece = quantitySchema('duration', '0ms', '24h')
  .optional()
  .meta({ description: 'By how much what is read may be older than the request, as in a cache; 0ms when absent.' });

const deedSchema: z.ZodType<DeedGiven> = keyAlone;
const readSchema: z.ZodType<DeedGiven> = z.union(
  [keyAlone, z.strictObject({ key: keyPiece, value: valuePiece, staleness: stalenessPiece })],
  { error: detailedKeyExpected },
);
const countingSchema: z.ZodType<DeedGiven> = z.union([keyAlone, z.strictObject({ key: keyPiece, by: byPiece, value: valuePiece })], {
  error: detailedKeyExpected,
});
const swapSchema: z.ZodType<DeedGiven> = z.union([keyAlone, z.strictObject({ key: keyPiece, value: valuePiece })], {
  error: detailedKeyExpected,
});

const isolatesSchema: z.ZodType<IsolatesGiven> = z.union(
  [
    jsonPathSchema.transform((path): IsolatesGiven => ({ value: path })),
    z.strictObject({
      value: jsonPathSchema.meta({ description: 'JSON path of the answer that names the user that asked.' }),
      token: textSchema(/\{\{\s*user\s*\}\}/, 200, tokenExpected)
        .optional()
        .meta({ description: 'What must stand there, with {{user}}; without it what a user is named most often is its own.' }),
    }),
  ],
  { error: `${jsonPathExpected}, or a mapping that says it under \`value\`` },
);

const operationSchema = z
  .strictObject({
    ...mapMethods((method) =>
      pathSchema
        .optional()
        .meta({ description: `${method.toUpperCase()} this path; may hold {{uuid}}, {{n}}, {{key}}, {{user}} and {{last}}.` }),
    ),
    weight: z
      .number({ error: weightExpected })
      .min(0, { error: weightExpected })
      .max(1_000_000, { error: weightExpected })
      .prefault(1)
      .meta({ description: 'Share in the mix, against the other weights.' }),
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
    expect: expectSchema.prefault({}).meta({ description: 'What the answer must be for the operation to have succeeded.' }),
    writes: deedSchema
      .optional()
      .meta({ description: 'Key that one success writes {{uuid}} to, or {{n}} where the request holds only that.' }),
    reads: readSchema.optional().meta({ description: 'Key whose value the answer tells: at `value`, or as its whole body.' }),
    increments: countingSchema
      .optional()
      .meta({ description: 'Counter that one success adds 1 to, or `by`; `value` where the answer tells the count.' }),
    adds: countingSchema
      .optional()
      .meta({ description: 'Counter that one success adds `by` to; `value` where the answer tells the count.' }),
    'compare-and-set': swapSchema.optional().meta({
      description: 'Key that is written where {{last}} still stands; `value` says true or false, else a status from 400 means no.',
    }),
    append: deedSchema
      .optional()
      .meta({ description: 'List that one success appends {{uuid}} to, or {{n}} where the request holds only that.' }),
    value: valuePiece,
    by: byPiece,
    staleness: stalenessPiece,
    isolates: isolatesSchema.optional().meta({ description: "JSON path of the answer that must name the asking user's own token." }),
    kind: z
      .enum(['database', 'cache', 'pool'], { error: kindExpected })
      .optional()
      .meta({ description: 'What stands behind it: its own rules are then looked after.' }),
  })
  .meta({ oneOf: methods.map((method) => ({ required: [method] })), not: { required: ['json', 'body'] } })
  .superRefine(
    (given, context) => {
      const named = methods.filter((method) => given[method] !== undefined);
      if (named.length !== 1) context.addIssue({ code: 'custom', message: methodExpected, params: { found: named.join(', ') || 'none' } });
      if (given.json !== undefined && given.body !== undefined)
        context.addIssue({ code: 'custom', message: 'json or body', params: { found: 'both' } });
      for (const { path, expected, found } of faultsOfMeaning(given)) {
        context.addIssue({ code: 'custom', path: [...path], message: expected, params: { found } });
      }
    },
    // Also beside other faults: all of them are told at once.
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  );

/** `operations:` as given. */
export const operationsSchema: z.ZodType<OperationsGiven> = z
  .record(
    z
      .string()
      .regex(/^(?!all$)[A-Za-z][A-Za-z0-9_.-]{0,39}$/, { error: nameExpected })
      .refine((name) => !(name in Object.prototype), { error: nameExpected }),
    operationSchema,
    { error: 'a mapping of names to operations' },
  )
  .meta({ minProperties: 1, maxProperties: 100 })
  .superRefine(
    (given, context) => {
      const operations = Object.values(given);
      if (operations.length === 0 || operations.length > 100) context.addIssue({ code: 'custom', message: 'from 1 to 100 operations' });
      else if (operations.every((operation) => operation?.weight === 0))
        context.addIssue({ code: 'custom', message: 'a weight above 0 for at least one operation' });
      for (const { path, expected, found } of faultsOfLooking(given)) {
        context.addIssue({ code: 'custom', path: [...path], message: expected, params: { found } });
      }
    },
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  );

type DriverShape = { readonly [Key in keyof DriverGiven]-?: z.ZodType<DriverGiven[Key]> };

const clientExpected = 'own or compat';
const proxyExpected = 'the http address of a proxy on this machine, such as http://127.0.0.1:8080';
const insecureExpected = 'true or false';
// oxlint-disable-next-line no-control-regex -- no path can hold a NUL
const notEmpty = /^[^\u0000]+$/;

/** The driver's keys of the configuration; they stand at its top level. */
export const driverShape: DriverShape = {
  timeout: quantitySchema('duration', '1ms', '10m')
    .prefault('10s')
    .meta({ description: 'How long one operation may take before it counts as failed.' }),
  'max-body': quantitySchema('size', '1KB', '1GB')
    .prefault('8MB')
    .meta({ description: 'Largest answer that is read; a larger one counts as failed.' }),
  client: z
    .enum(['own', 'compat'], { error: clientExpected })
    .optional()
    .meta({ description: 'own: fast HTTP/1.1, the default. compat: undici, with HTTP/2 over TLS and proxies; the default with a proxy.' }),
  proxy: textSchema(/^http:\/\//, 2_000, proxyExpected)
    .transform((given, context) => {
      const url = readLoopbackUrl(given);
      if (url !== undefined && /^http:\/\/[^/]+$/.test(url)) return url;
      context.issues.push({ code: 'custom', message: proxyExpected, input: given });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'HTTP proxy on this machine that all requests go through; needs the client compat.' }),
  tls: z
    .strictObject({
      ca: textSchema(notEmpty, 4_096, 'a path')
        .optional()
        .meta({ description: 'File of the certificates to trust, in PEM; from the directory of this file.' }),
      insecure: z
        .boolean({ error: insecureExpected })
        .prefault(false)
        .meta({ description: 'Believe any certificate, such as a self-signed one.' }),
    })
    .prefault({})
    .meta({ description: 'Which certificates are believed of a service at an https address.' }),
};

/** The given operations, decided. */
export function decideOperations(given: OperationsGiven): readonly Operation[] {
  return Object.entries(given).map(([name, operation]) => decideOperation(name, operation));
}

/** One GET of a path: what is loaded when nobody says what. */
export function defaultOperation(path: string): Operation {
  return decideOperation(path === '/' ? 'root' : 'ready', operationSchema.parse({ get: path }));
}

function mapMethods<T>(make: (method: string) => T): Record<(typeof methods)[number], T> {
  return { get: make('get'), post: make('post'), put: make('put'), patch: make('patch'), delete: make('delete'), head: make('head') };
}
