import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Redis server on a port of its own. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Kills it; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** Sends one command as text and resolves to the first line of the answer, or more of it. */
  ask(command: string): Promise<string>;
}

/** Where Redis cannot be had, its tests are left out: it has no server for Windows, and our machines with macOS have none. */
export const hasRedis: boolean = process.platform === 'linux';

/** Starts one without persistence, with further settings as on its command line. */
export async function startRedis(...settings: readonly string[]): Promise<RedisServer> {
  installRedis();
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory, ...settings];
    const started = spawn('redis-server', args, { stdio: 'ignore' });
    child = started;
    for (let tries = 0; tries < 500 && started.exitCode === null; tries += 1) {
      if ((await say(port, 'PING').catch(() => '')) !== '') return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('redis-server did not start');
  };
  const kill = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  process.once('exit', () => child?.kill('SIGKILL'));
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    ask: (command) => say(port, command),
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Debian's package, where we may install it; elsewhere it is said what to do. */
export function installRedis(): void {
  if (canRun('redis-server')) return;
  if (process.getuid?.() === 0 && canRun('apt-get')) {
    // Several files of tests may find it missing at once.
    const install = 'command -v redis-server || { apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server; }';
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('flock', [join(tmpdir(), 'plimsoll-redis.lock'), 'sh', '-c', install], { stdio: 'ignore', env });
    if (canRun('redis-server')) return;
  }
  throw new Error('these tests need redis-server: sudo apt-get install redis-server');
}

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Redis takes a line of plain words, too. */
function say(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setEncoding('utf8');
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    socket.once('data', (text) => {
      resolve(String(text).trim());
      socket.destroy();
    });
  });
}
