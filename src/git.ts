import { spawn, type ChildProcess } from 'node:child_process';
import { parse } from 'node:path';
import type { World } from './world.ts';

/** What git needs of the world. */
export type GitWorld = Pick<World, 'environment' | 'interrupted' | 'sleep'>;

/** One call of git. */
export interface GitCall {
  /** Absolute; git runs as if it had been started there. */
  readonly directory: string;
  /** Our own words: the subcommand and its options, and configuration before it. */
  readonly command: readonly string[];
  /** Words from elsewhere (revisions, names, paths), put last. None can become an option: one that begins with '-' is refused. */
  readonly operands?: readonly string[];
  /** Default 10 s. */
  readonly timeoutMs?: number;
  /** Most that it may print; default 1 MiB. */
  readonly maxBytes?: number;
  /** Further variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** For clearing up: neither kept from starting nor ended when we are asked to stop. */
  readonly always?: boolean;
}

export type GitAnswer =
  /** `stdout` as it was printed, with its last newline. */
  | { readonly kind: 'done'; readonly stdout: string }
  /** Git said no; `stderr` is the end of what it said, a few KiB at most, and hostile text. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly stderr: string }
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'late' }
  | { readonly kind: 'overlong' }
  /** It was not run: an operand could have been taken for something else. */
  | { readonly kind: 'refused' };

const graceMs = 2_000;
const mostStderr = 8_192;

/** Nothing that a repository or a user configured runs beside what was asked, and nothing is tidied up on the way. */
const settings: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'fetch.writeCommitGraph=false',
  'fetch.recurseSubmodules=false',
  'submodule.recurse=false',
  'protocol.ext.allow=never',
  'worktree.useRelativePaths=false',
].flatMap((setting) => ['-c', setting]);

/** Never a question, never a prompt, never a lock that is not needed, messages in English. */
const manners: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  LANGUAGE: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  SSH_ASKPASS_REQUIRE: 'never',
  GCM_INTERACTIVE: 'never',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
};

/** Of our environment git is handed where programs and homes are, how to reach a remote, and whom to trust; no token and no password. */
const handed =
  /^(?:PATH|PATHEXT|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PROGRAMFILES|PROGRAMDATA|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|APPDATA|LOCALAPPDATA|USER|LOGNAME|USERNAME|TMPDIR|TMP|TEMP|LD_LIBRARY_PATH|XDG_(?:CONFIG|CACHE)_HOME|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|SSH_AUTH_SOCK|SSH_AGENT_PID|(?:HTTPS?|ALL|NO)_PROXY|SSL_CERT_(?:FILE|DIR)|CURL_CA_BUNDLE|GIT_SSH(?:_COMMAND|_VARIANT)?|GIT_SSL_(?:CAINFO|CAPATH|NO_VERIFY)|GIT_PROXY_COMMAND|GIT_EXEC_PATH|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|GIT_CEILING_DIRECTORIES|GIT_DISCOVERY_ACROSS_FILESYSTEM|GIT_ALLOW_PROTOCOL|GIT_LFS_SKIP_SMUDGE)$/;

/** Runs git without a shell, bounded in time and output. Throws only when we are asked to stop; all else is an answer. */
export async function git(call: GitCall, world: GitWorld): Promise<GitAnswer> {
  const { operands = [], always = false } = call;
  if (!always) world.interrupted.throwIfAborted();
  if (operands.some(couldMislead) || call.directory.includes('\0')) return { kind: 'refused' };
  const started = start(call, world);
  const answer = 'kind' in started ? started : await follow(started, call, world);
  if (!always) world.interrupted.throwIfAborted();
  return answer;
}

/** The text a call printed, without its last newline; null when it failed in any way. For questions where no answer is one too. */
export async function askGit(call: GitCall, world: GitWorld): Promise<string | null> {
  const answer = await git(call, world);
  return answer.kind === 'done' ? answer.stdout.replace(/\n$/, '') : null;
}

function couldMislead(operand: string): boolean {
  return operand === '' || operand.startsWith('-') || operand.includes('\0') || operand.length > 4_096;
}

function start({ directory, command, operands = [], environment = {} }: GitCall, world: GitWorld): ChildProcess | GitAnswer {
  const kept = Object.entries(world.environment).filter(([name]) => handed.test(name.toUpperCase()));
  try {
    return spawn('git', ['--no-pager', '-C', directory, ...settings, ...command, ...operands], {
      // A folder that is there: Node blames the program when it is the folder that is missing.
      cwd: parse(directory).root,
      env: { ...Object.fromEntries(kept), ...manners, ...environment },
      // A group of its own, so that its transports end with it; and no terminal, so that none of them can ask there.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
  } catch (error) {
    return { kind: 'failed', status: null, stderr: String(error) };
  }
}

async function follow(child: ChildProcess, call: GitCall, world: GitWorld): Promise<GitAnswer> {
  const { timeoutMs = 10_000, maxBytes = 1_048_576, always = false } = call;
  const gone = new AbortController();
  let cut: 'late' | 'overlong' | 'interrupted' | undefined;
  const end = (why: 'late' | 'overlong' | 'interrupted'): void => {
    if (cut !== undefined || gone.signal.aborted) return;
    cut = why;
    // Asked first, so that it takes its locks and half-made folders with it.
    signalGroup(child, 'SIGTERM');
    void world.sleep(graceMs, gone.signal).then(() => (gone.signal.aborted ? undefined : signalGroup(child, 'SIGKILL')));
  };

  const chunks: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) end('overlong');
    else chunks.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-mostStderr);
  });

  const killNow = (): void => signalGroup(child, 'SIGKILL');
  const onInterrupt = (): void => end('interrupted');
  process.on('exit', killNow);
  if (!always) world.interrupted.addEventListener('abort', onInterrupt);
  void world.sleep(timeoutMs, gone.signal).then(() => end('late'));
  const ending = await awaitEnding(child, world);
  gone.abort();
  // What was cut short leaves no helper behind that did not listen.
  if (cut !== undefined) signalGroup(child, 'SIGKILL');
  process.off('exit', killNow);
  world.interrupted.removeEventListener('abort', onInterrupt);

  if (ending.kind === 'not-started') return ending.code === 'ENOENT' ? { kind: 'not-installed' } : fail(null, ending.code);
  if (cut === 'late' || cut === 'overlong') return { kind: cut };
  return ending.status === 0 ? { kind: 'done', stdout: Buffer.concat(chunks).toString('utf8') } : fail(ending.status, stderr);
}

type GitEnding = { readonly kind: 'ended'; readonly status: number | null } | { readonly kind: 'not-started'; readonly code: string };

/** Until it has ended and its pipes are read; a helper that lives on with a pipe in its hand is waited for half a second. */
async function awaitEnding(child: ChildProcess, world: GitWorld): Promise<GitEnding> {
  const closed = new AbortController();
  const ending = await new Promise<GitEnding>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', code: 'code' in error ? String(error.code) : error.message }));
    child.once('close', (status) => resolve({ kind: 'ended', status }));
    child.once('exit', (status) => void world.sleep(500, closed.signal).then(() => resolve({ kind: 'ended', status })));
  });
  closed.abort();
  child.stdout?.destroy();
  child.stderr?.destroy();
  return ending;
}

function fail(status: number | null, stderr: string): GitAnswer {
  return { kind: 'failed', status, stderr };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-pid, signal);
  } catch {
    // All of it has gone.
  }
}
