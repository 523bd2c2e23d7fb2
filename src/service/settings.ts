import { resolve } from 'node:path';

import * as z from 'zod';

import type { SimulatedModel } from '../model/simulated-model.ts';
import type { Trust } from '../model/trust.ts';
import { commandSchema, type Command } from '../units/command.ts';
import { loopbackUrlSchema } from '../units/loopback-schema.ts';
import { countSchema, quantitySchema, textSchema } from '../units/schema.ts';

export { commandSchema, type Command } from '../units/command.ts';

export type Readiness =
  | { readonly kind: 'url'; readonly path: string }
  | { readonly kind: 'log'; readonly text: string }
  /** It listens: all that can be asked of what speaks no HTTP. `key` is where its address stands in the configuration. */
  | { readonly kind: 'port'; readonly key: string };

/** A program on this machine whose processes are watched beside the service's; found by the port it listens on. */
export interface Watched {
  readonly name: string;
  readonly port: number;
}

/** How the service is set up, started, found ready and stopped. */
export interface ServiceSettings {
  /** Runs once, before the start. */
  readonly setup: Command | null;
  /** Null: it already runs. */
  readonly start: Command | null;
  /** May hold `${PORT}`; no trailing slash. `tcp:` for what speaks no HTTP, `noAddress` where nobody listens. */
  readonly url: string;
  readonly ready: Readiness;
  /** Absolute. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  /** Grace between SIGTERM and SIGKILL. */
  readonly stopMs: number;
  readonly watch: readonly Watched[];
  /** Which certificates are believed when it is asked whether it is ready. */
  readonly trust: Trust;
  /** All that is true of it, where it does not exist and its time is made up; absent of any other. */
  readonly simulated?: SimulatedModel;
}

export interface ServiceGiven {
  readonly setup?: Command | undefined;
  readonly start?: Command | undefined;
  readonly url?: string | undefined;
  readonly ready: Readiness;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadline: number;
  readonly stop: number;
  readonly watch: Readonly<Record<string, number>>;
}

// oxlint-disable-next-line no-control-regex -- no program, path or variable can hold a NUL
const withoutNul = /^[^\u0000]*$/;
// oxlint-disable-next-line no-control-regex -- as above
const notBlank = /^(?=[\s\S]*\S)[^\u0000]*$/;
const readyExpected = 'a path such as /health, or { log: "text the service prints" }';
const urlExpected = 'the http or https address of a service on this machine, such as http://127.0.0.1:${PORT}';
const environmentExpected = 'a text, a number, true or false';

const readySchema: z.ZodType<Readiness> = z.union(
  [
    textSchema(/^\/(?![/\\])[!-~]*$/, 2_000, readyExpected).transform((path): Readiness => ({ kind: 'url', path })),
    z
      .strictObject({
        log: textSchema(notBlank, 1_000, 'a text the service prints when it is ready').meta({
          description: 'Ready once a line holds this text.',
        }),
      })
      .transform(({ log }): Readiness => ({ kind: 'log', text: log })),
  ],
  { error: readyExpected },
);

const urlSchema = loopbackUrlSchema(urlExpected);

const environmentSchema = z.record(
  textSchema(/^[A-Za-z_][A-Za-z0-9_]*$/, 200, 'the name of an environment variable'),
  z.union([textSchema(withoutNul, 65_536, environmentExpected), z.number(), z.boolean()], { error: environmentExpected }).transform(String),
  { error: 'a mapping of environment variables' },
);

const mostWatched = 10;
const watchExpected = `a mapping of at most ${mostWatched} names to ports on this machine, such as { postgres: 5432 }`;

const watchSchema: z.ZodType<Readonly<Record<string, number>>> = z
  .record(
    textSchema(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/, 40, 'a name of at most 40 letters, digits, _ . or -'),
    countSchema(1, 65_535).meta({ description: 'The TCP port on this machine that it listens on.' }),
    { error: watchExpected },
  )
  .refine((watched) => Object.keys(watched).length <= mostWatched, { error: watchExpected })
  .meta({ maxProperties: mostWatched });

/** `service:` as given. */
export const serviceSchema: z.ZodType<ServiceGiven> = z.strictObject({
  setup: commandSchema.optional().meta({ description: 'Runs once before the start, e.g. npm ci.' }),
  start: commandSchema
    .optional()
    .meta({ description: 'Starts the service; PORT is set to a free port. Leave it out for a service that already runs.' }),
  url: urlSchema
    .optional()
    .meta({ description: 'Where the service answers, on this machine; http://127.0.0.1:${PORT} when plimsoll starts it.' }),
  ready: readySchema
    .prefault('/')
    .meta({ description: 'When it is ready: a path that answers with a status below 500, or { log: text }.' }),
  directory: textSchema(notBlank, 4_096, 'a path')
    .prefault('.')
    .meta({ description: 'Where setup and start run, from the directory plimsoll runs in.' }),
  environment: environmentSchema.prefault({}).meta({ description: 'Further environment variables of the service.' }),
  deadline: quantitySchema('duration', '100ms', '30m').prefault('30s').meta({ description: 'How long it may take until it is ready.' }),
  stop: quantitySchema('duration', '0ms', '5m').prefault('3s').meta({ description: 'How long it may take to end before it is killed.' }),
  watch: watchSchema
    .prefault({})
    .meta({ description: 'Programs whose processes are watched beside the service, by the port they listen on: { postgres: 5432 }.' }),
});

const defaultUrl = 'http://127.0.0.1:${PORT}';

/** What is wrong with the service's keys taken together, and where; `isReached`: its url is where operations go. Other faults may stand beside: nothing is taken for sound. */
export function faultsOfService(
  given: Partial<ServiceGiven>,
  isReached: boolean,
): readonly { readonly path: readonly string[]; readonly expected: string }[] {
  const { start, url, ready } = given;
  if (start !== undefined) return [];
  const faults = [];
  if (url === undefined && isReached) faults.push({ path: [], expected: 'start (a command), or url (of a service that already runs)' });
  if (typeof url === 'string' && url.includes('${PORT}')) {
    faults.push({ path: ['url'], expected: 'a fixed port, because without service.start nothing is started on ${PORT}' });
  }
  if (ready?.kind === 'log') {
    faults.push({ path: ['ready'], expected: 'a path, because without service.start there is no output to read' });
  }
  return faults;
}

/** The given service, decided. `address` is where it answers if not at its url, and `key` where the configuration says so; without a start there is one of both: whoever reads the configuration has checked it. */
export function decideService(
  given: ServiceGiven,
  directory: string,
  trust: Trust,
  address: string = defaultUrl,
  key: string = 'service.url',
): ServiceSettings {
  const url = given.url ?? address;
  return {
    setup: given.setup ?? null,
    start: given.start ?? null,
    url,
    ready: given.ready.kind === 'url' && !url.startsWith('http') ? { kind: 'port', key } : given.ready,
    directory: resolve(directory, given.directory),
    environment: given.environment,
    deadlineMs: given.deadline,
    stopMs: given.stop,
    watch: Object.entries(given.watch).map(([name, port]) => ({ name, port })),
    trust,
  };
}
