import * as z from 'zod';

import type { Operation } from '../model/operation.ts';
import { loopbackUrlSchema } from '../units/loopback-schema.ts';
import { quantitySchema, textSchema } from '../units/schema.ts';
import type { DriverGiven } from './decide-driver.ts';
import { decideOperation } from './decide-operation.ts';
import { expectSchema } from './expectation-settings.ts';
import { execSchema, execShape } from './exec/settings.ts';
import { httpShape } from './http/settings.ts';
import { meaningShape } from './meaning-settings.ts';
import { faultsOfLooking, faultsOfMeaning, type MeaningFault } from './meaning.ts';
import { moduleSchema, moduleShape } from './module/settings.ts';
import type { OperationGiven } from './operation-given.ts';
import { actions, faultsOfKind, kindOf } from './operation-kinds.ts';
import { postgresSchema, postgresShape } from './postgres/settings.ts';
import { redisSchema, redisShape } from './redis/settings.ts';
import { simulatedSchema, simulatedShape } from './simulated/settings.ts';
import { stdioSchema, stdioShape } from './stdio/settings.ts';

export { decideDriver, decideTrust, faultsOfDriver, type DriverGiven } from './decide-driver.ts';
export { comparableDriver } from './comparable.ts';
export { faultsOfPort } from './faults-of-port.ts';
export { overHttp } from './simulated/over-http.ts';
export { standInFor } from './simulated/stand-in.ts';
export { addressKeyOf, addressOf, isSimulated, speaksHttp } from './traits.ts';
export { portTexts, rooms, shellLines } from './operation-kinds.ts';
export { methods } from './http/given.ts';

/** Operations as given, by name. */
export type OperationsGiven = Readonly<Record<string, OperationGiven>>;

const weightExpected = 'a number from 0 to 1000000';
const nameExpected = 'a name of at most 40 letters, digits, _ . or -, beginning with a letter (`all` is taken)';

const operationSchema = z
  .strictObject({
    ...httpShape,
    ...stdioShape,
    ...execShape,
    ...postgresShape,
    ...redisShape,
    ...moduleShape,
    ...simulatedShape,
    weight: z
      .number({ error: weightExpected })
      .min(0, { error: weightExpected })
      .max(1_000_000, { error: weightExpected })
      .prefault(1)
      .meta({ description: 'Share in the mix, against the other weights.' }),
    expect: expectSchema.prefault({}).meta({ description: 'What the answer must be for the operation to have succeeded.' }),
    ...meaningShape,
  })
  .meta({ oneOf: actions.map((action) => ({ required: [action] })), not: { required: ['json', 'body'] } })
  .superRefine(
    (given, context) => {
      const hasTwoBodies = given.json !== undefined && given.body !== undefined;
      tellFaults(context, faultsOfKind(given));
      tellFaults(context, hasTwoBodies ? [{ path: [], expected: 'json or body', found: 'both' }] : []);
      tellFaults(context, faultsOfMeaning(given));
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
      tellFaults(context, faultsOfLooking(given));
    },
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  );

function tellFaults(context: z.core.$RefinementCtx, faults: readonly MeaningFault[]): void {
  for (const { path, expected, found } of faults) {
    context.addIssue({ code: 'custom', path: [...path], message: expected, params: { found } });
  }
}

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
  proxy: loopbackUrlSchema(proxyExpected, /^http:\/\//, (url) => /^http:\/\/[^/]+$/.test(url))
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
  stdio: stdioSchema.optional().meta({ description: 'Programs that hold a session over standard input and output, one for each user.' }),
  exec: execSchema.optional().meta({ description: 'Command lines: each operation is a process.' }),
  postgres: postgresSchema.optional().meta({ description: 'A PostgreSQL server on this machine, and the pool of connections to it.' }),
  redis: redisSchema.optional().meta({ description: 'A Redis server on this machine.' }),
  module: moduleSchema.optional().meta({ description: 'A module of your own that exports operations, run in a process of its own.' }),
  simulated: simulatedSchema.optional().meta({ description: 'A service that does not exist: a model of one.' }),
};

/** Whether some of the given operations, or the one that goes without saying, go to the service's address. Nothing is taken for sound. */
export function reachesService(given: OperationsGiven | undefined): boolean {
  const all: readonly unknown[] = typeof given === 'object' && given !== null ? Object.values(given) : [];
  return all.length === 0 || all.some((one) => typeof one !== 'object' || one === null || kindOf(one).driver === 'http');
}

/** The given operations, decided. */
export function decideOperations(given: OperationsGiven): readonly Operation[] {
  return Object.entries(given).map(([name, operation]) => decideOperation(name, operation));
}

/** One GET of a path: what is loaded when nobody says what. */
export function defaultOperation(path: string): Operation {
  return decideOperation(path === '/' ? 'root' : 'ready', operationSchema.parse({ get: path }));
}
