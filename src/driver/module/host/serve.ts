import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Lines } from '../../lines.ts';
import type { FromHost, ToHost } from '../messages.ts';
import { Calls } from './calls.ts';
import { findFunction } from './find-function.ts';
import { Members } from './members.ts';
import { sayThrown } from './say-thrown.ts';

/** The descriptor that the engine speaks on: standard output is the module's own. */
const channelFd = 3;

/** Imports a user's module when it is told which, and calls its functions, until nobody listens any more. */
export function serve(): void {
  const channel = new Socket({ fd: channelFd, readable: true, writable: true });
  const say = (line: string): void => void channel.write(`${line}\n`);
  const tell = (message: FromHost): void => say(JSON.stringify(message));
  let members: Members | null = null;
  let calls: Calls | null = null;

  const load = async ({ file, mostBytes, names }: Extract<ToHost, { kind: 'load' }>): Promise<void> => {
    try {
      const module: object = await import(pathToFileURL(file).href);
      members = new Members(module);
      calls = new Calls(module, members, mostBytes, say);
      tell({
        kind: 'loaded',
        hasSessions: members.hasSessions,
        lacks: names.find((name) => findFunction(module, name) === undefined) ?? null,
      });
    } catch (error) {
      tell({ kind: 'unloaded', why: sayUnloaded(error, file) });
    }
  };

  const answer = async (number: number, doing: Promise<string | null>): Promise<void> => {
    const why = await doing.catch((error: unknown) => sayThrown(error));
    tell(why === null ? { kind: 'done', number, bytes: 0 } : { kind: 'failed', number, error: 'refused', why });
  };

  const join = async (user: number): Promise<string | null> => {
    const membership = await members?.join(user);
    return membership?.kind === 'shut' ? membership.why : null;
  };

  const leave = async (user: number): Promise<null> => {
    await members?.leave(user);
    return null;
  };

  const end = async (): Promise<void> => {
    await members?.leaveAll();
    process.exit(0);
  };

  const hear = (message: ToHost): void => {
    switch (message.kind) {
      case 'load':
        return void load(message);
      case 'join':
        return void answer(message.number, join(message.user));
      case 'call':
        return void calls?.call(message);
      case 'abort':
        return calls?.abort(message.number);
      case 'leave':
        return void answer(message.number, leave(message.user));
      case 'ping':
        return tell({ kind: 'pong' });
      case 'end':
        return void end();
      default:
        return message satisfies never;
    }
  };

  // Only for the last words: what becomes of the process is as Node has it. Written at once, because it may be over right after.
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    const message: FromHost = { kind: 'uncaught', why: sayThrown(error) };
    try {
      writeSync(channelFd, `${JSON.stringify(message)}\n`);
    } catch {
      // Nobody listens, or there is no room: then it stays unsaid.
    }
  });
  const lines = new Lines((line) => hear(JSON.parse(line)), Number.POSITIVE_INFINITY);
  channel.on('data', (chunk: Buffer) => void lines.feed(chunk));
  channel.on('error', () => process.exit(0));
  channel.on('close', () => process.exit(0));
}

function sayUnloaded(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && ['.ts', '.mts', '.cts'].includes(extname(file))) {
    return `Node ${process.versions.node} reads no TypeScript: take 22.18 or newer, or JavaScript`;
  }
  return sayThrown(error);
}
