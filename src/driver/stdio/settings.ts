import * as z from 'zod';

import type { Framing, Greeting, StdioSettings } from '../../model/stdio.ts';
import { commandSchema, type Command } from '../../units/command.ts';
import { quantitySchema, textSchema } from '../../units/schema.ts';
import { environmentSchema } from '../environment-schema.ts';
import { jsonExpectSchema } from '../expectation-settings.ts';
import { decideJsonChecks } from '../json-checks.ts';
import type { ExpectationGiven } from '../operation-given.ts';
import { shellWords } from '../shell-words.ts';
import type { StdioGiven } from './given.ts';
import { writeMessage } from './operation-kind.ts';
import { compilePrompt } from './prompt.ts';

const maxMessage = 1_000_000;
const mostGreetings = 50;

const framingExpected = 'lines, content-length, or { prompt: ">>> " }';
const promptExpected = 'a regular expression of at most 200 characters that matches some text, such as ">>> "';
const messageExpected = 'a message in JSON, or the line of a prompt, of at most 1 MB';
const greetingsExpected = `a list of at most ${mostGreetings} of { request: … } or { notify: … }`;
const userExpected = 'no other template than {{user}}, because it is sent once in a session';
const booleanExpected = 'true or false';

const messageSchema = z
  .unknown()
  .refine((given) => given === undefined || isMessage(given), { error: messageExpected })
  .optional();

/** The keys of an operation by this driver. */
export const stdioShape: { readonly [Key in keyof StdioGiven]-?: z.ZodType<StdioGiven[Key]> } = {
  request: messageSchema.meta({
    description: 'Request of a session over standard input: { method, params }, any JSON, or a line; may hold templates.',
  }),
  notify: messageSchema.meta({ description: 'The same, but nobody answers it.' }),
};

/** `framing:` as given. */
export type FramingGiven = 'lines' | 'content-length' | { readonly prompt: string; readonly echo: boolean };

/** A message of `start:` or `stop:` as given. */
export interface GreetingGiven extends StdioGiven {
  readonly expect: Pick<ExpectationGiven, 'json'>;
}

/** `stdio:` as given. */
export interface StdioSettingsGiven {
  readonly command: Command;
  readonly framing: FramingGiven;
  readonly rpc?: boolean | undefined;
  readonly start: readonly GreetingGiven[];
  readonly stop: readonly GreetingGiven[];
  readonly environment: Readonly<Record<string, string>>;
  readonly deadline: number;
  readonly grace: number;
}

const framingSchema: z.ZodType<FramingGiven> = z.union(
  [
    z.literal(['lines', 'content-length']),
    z.strictObject({
      prompt: textSchema(/[^]/, 200, promptExpected)
        .refine(isPrompt, { error: promptExpected })
        .meta({ description: 'Regular expression of the prompt; ^ and $ are those of a line.' }),
      echo: z
        .boolean({ error: booleanExpected })
        .prefault(false)
        .meta({ description: 'Whether the program prints the line it was sent before its answer.' }),
    }),
  ],
  { error: framingExpected },
);

const greetingSchema: z.ZodType<GreetingGiven> = z
  .strictObject({
    ...stdioShape,
    expect: z
      .strictObject({ json: jsonExpectSchema })
      .prefault({})
      .meta({ description: 'What the answer must be for the session to go on.' }),
  })
  .refine(({ request, notify }) => (request === undefined) !== (notify === undefined), { error: 'exactly one of request, notify' })
  .refine((given) => !/\{\{\s*(uuid|n|key|last(\+\d{1,9})?|payload)\s*\}\}/.test(JSON.stringify(given)), { error: userExpected });

const greetingsSchema = z.array(greetingSchema, { error: greetingsExpected }).max(mostGreetings, { error: greetingsExpected }).prefault([]);

/** `stdio:` of the configuration. */
export const stdioSchema: z.ZodType<StdioSettingsGiven> = z
  .strictObject({
    command: commandSchema.meta({
      description: 'Program that each user has a process of: a line for the shell, or a list of program and arguments.',
    }),
    framing: framingSchema
      .prefault('lines')
      .meta({ description: 'lines: one JSON a line; content-length: as language servers; { prompt }: lines and a prompt.' }),
    rpc: z
      .boolean({ error: booleanExpected })
      .optional()
      .meta({ description: 'Whether messages are JSON-RPC, with number and version added; true when absent, but for a prompt.' }),
    start: greetingsSchema.meta({ description: 'Messages that begin a session: { request } waits for its answer, { notify } does not.' }),
    stop: greetingsSchema.meta({ description: 'Messages that end a session, before the end of its standard input.' }),
    environment: environmentSchema.prefault({}).meta({ description: 'Further environment variables of the program.' }),
    deadline: quantitySchema('duration', '10ms', '10m').prefault('30s').meta({ description: 'How long the start of a session may take.' }),
    grace: quantitySchema('duration', '0ms', '5m').prefault('1s').meta({ description: 'How long a session may take to end by itself.' }),
  })
  .refine(({ framing, rpc }) => typeof framing === 'string' || rpc !== true, {
    error: 'false, because lines of a prompt are no JSON-RPC',
    path: ['rpc'],
  });

/** The driver's settings, decided; `directory` is where paths of the configuration begin, absolute. */
export function decideStdio(given: StdioSettingsGiven): StdioSettings {
  const { command, framing, rpc, start, stop, environment, deadline, grace } = given;
  return {
    argv: command.kind === 'argv' ? command.argv : [...shellWords, command.line],
    environment,
    framing: decideFraming(framing),
    rpc: rpc ?? typeof framing === 'string',
    greetings: start.map(decideGreeting),
    farewells: stop.map(decideGreeting),
    startMs: deadline,
    stopMs: grace,
  };
}

function decideFraming(given: FramingGiven): Framing {
  return typeof given === 'string' ? { kind: given } : { kind: 'prompt', ...given };
}

function decideGreeting({ request, notify, expect }: GreetingGiven): Greeting {
  return {
    message: writeMessage(request ?? notify),
    expect: decideJsonChecks(expect.json),
    isNotification: request === undefined,
  };
}

function isMessage(given: unknown): boolean {
  const text = JSON.stringify(given);
  return given !== null && text !== undefined && text.length <= maxMessage;
}

function isPrompt(source: string): boolean {
  try {
    return !compilePrompt(source).test('');
  } catch {
    return false;
  }
}
