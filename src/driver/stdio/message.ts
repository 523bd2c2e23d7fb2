import type { OperationMeaning } from '../../model/operation.ts';
import type { Greeting, StdioOperation, StdioSettings } from '../../model/stdio.ts';
import type { Failure } from '../failure.ts';
import { compileJsonChecks } from '../json-checks.ts';
import { insideJson } from '../json-text.ts';
import { compileReading, parseJson, textAnswer, valueAnswer, type CompiledReading } from '../reading.ts';
import { compileTemplate, type Template } from '../template.ts';

/** An answer: what paths look into, and how it is written. */
export interface Reply {
  /** The result, or the whole message; undefined of a prompt, where only text comes. */
  readonly document: unknown;
  readonly text: string;
}

/** A message, compiled once for all times it is sent. */
export interface CompiledMessage {
  readonly isNotification: boolean;
  /** Without what JSON-RPC puts before it. */
  readonly body: Template;
  /** For people: what it asks for. */
  readonly label: string;
  /** What is wrong with its answer, or null. */
  check(reply: Reply): Failure | null;
  readonly reading: CompiledReading | null;
}

/** Compiles an operation's message. */
export function compileOperation(
  { message, isNotification, expect }: StdioOperation,
  settings: StdioSettings,
  meaning: OperationMeaning,
): CompiledMessage {
  const checkJson = expect.json.length === 0 ? null : compileJsonChecks(expect.json);
  const output = expect.output === null ? null : new RegExp(expect.output, 'u');
  return {
    isNotification,
    ...compileBody(message, settings),
    check: (reply) => {
      const wrong = checkJson === null ? null : checkJson(documentOf(reply));
      if (wrong !== null) return { error: 'assertion', detail: wrong };
      return output === null || output.test(reply.text)
        ? null
        : { error: 'assertion', detail: `the answer does not match ${String(output).slice(0, 60)}` };
    },
    reading: compileReading(meaning),
  };
}

/** Compiles what is sent when a session begins or ends. */
export function compileGreeting({ message, isNotification, expect }: Greeting, settings: StdioSettings): CompiledMessage {
  return compileOperation({ driver: 'stdio', message, isNotification, expect: { json: expect, output: null } }, settings, {});
}

/** What an operation's meaning asks of its answer. */
export function tellReply(reading: CompiledReading, reply: Reply): ReturnType<CompiledReading['tell']> {
  if (reply.document === undefined) return reading.tell(textAnswer(true, reply.text));
  const { document, text } = reply;
  // A text is itself; all else is as it was written.
  return reading.tell(
    typeof document === 'string' ? valueAnswer(document) : { accepted: true, text: () => text, document: () => document },
  );
}

/** A prompt's text may be JSON, which only those that ask for it pay for. */
function documentOf({ document, text }: Reply): unknown {
  return document === undefined ? parseJson(text) : document;
}

function compileBody(message: string, { framing, rpc }: StdioSettings): Pick<CompiledMessage, 'body' | 'label'> {
  if (framing.kind === 'prompt') {
    const line: unknown = JSON.parse(message);
    const text = typeof line === 'string' ? line : message;
    return { body: compileTemplate(text, onOneLine), label: text.slice(0, 40) };
  }
  // An object without its brace: number and version come before the rest of it.
  const method = /"method":"([^"\\]{1,60})/.exec(message)?.[1];
  return { body: compileTemplate(rpc ? message.slice(1) : message, insideJson), label: method ?? 'the request' };
}

/** What an answer once told may hold a line break, and would be sent as two lines. */
function onOneLine(value: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it is about
  return value.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}
