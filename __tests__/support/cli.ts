import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root: string = resolve(import.meta.dirname, '../..');
/** The node that runs the bundles: this one, or the one the tests' project names. */
export const node: string = process.env['PLIMSOLL_TEST_NODE'] ?? process.execPath;

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it with this signal after so many milliseconds. */
  readonly interrupt?: { readonly signal: NodeJS.Signals; readonly afterMs: number };
}

/** Runs the built command line as a user would and waits for its end. */
export function plimsoll(args: readonly string[], { cwd = tmpdir(), env = {}, interrupt }: CliOptions = {}): Promise<CliResult> {
  return new Promise((settle, fail) => {
    const child = spawn(node, [join(root, 'dist/cli.js'), ...args], {
      cwd,
      env: { ...plainEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const timer = interrupt === undefined ? undefined : setTimeout(() => child.kill(interrupt.signal), interrupt.afterMs);
    child.on('error', fail);
    child.on('close', (status) => {
      clearTimeout(timer);
      settle({ status, stdout, stderr });
    });
  });
}

/** This process's environment without what would make the command line think it is in Actions. */
function plainEnvironment(): Readonly<Record<string, string | undefined>> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/^(GITHUB_|ACTIONS_|RUNNER_|INPUT_|VITEST|NODE_)/.test(name),
  );
  return Object.fromEntries(kept);
}

export interface Folder extends AsyncDisposable {
  readonly path: string;
  write(name: string, text: string | Uint8Array): Promise<string>;
}

/** A fresh folder that is removed when the block that made it ends. */
export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'plimsoll-test-'));
  return {
    path,
    write: async (name, text) => {
      await writeFile(join(path, name), text);
      return join(path, name);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Command lines of live processes whose environment holds `NAME=value`. */
export function processesWith(name: string, value: string): readonly string[] {
  const needle = `${name}=${value}`;
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const found = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(needle);
        return found ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
      } catch {
        return [];
      }
    });
}
