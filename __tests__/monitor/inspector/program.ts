import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const newer = process.env['PLIMSOLL_ACTION_NODE'];

/** The programs by name: our own Node, and a newer one where there is one. */
export const nodes: readonly (readonly [string, string])[] = [
  ['our own Node', process.execPath] as const,
  ...(newer === undefined ? [] : [['the other Node', newer] as const]),
];

/** A real process that does what the lines on its stdin say. */
export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** Calls the program's order of that name; answers what it answers. */
  order(name: string, ...values: readonly unknown[]): Promise<unknown>;
  /** Resolves with `[code, signal]`. */
  readonly ended: Promise<readonly unknown[]>;
}

/** What every program ends with: `orders` is an object of functions. */
const listen = `
require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  const { name, values } = JSON.parse(line);
  if (name === 'ready') return void process.stdout.write('null\\n');
  process.stdout.write(JSON.stringify((await orders[name](...values)) ?? null) + '\\n');
});
`;

/** Starts a CommonJS program in a folder of its own, where it is called `service.cjs`; resolves when it takes orders. */
export async function openProgram(
  source: string,
  {
    node = process.execPath,
    environment = {},
    options = [],
  }: { node?: string; environment?: Readonly<Record<string, string>>; options?: readonly string[] },
): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-inspector-'));
  await writeFile(join(folder, 'service.cjs'), `${source}\n${listen}`);
  const child = spawn(node, [...options, 'service.cjs'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'], env: { ...environment } });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const order = async (name: string, ...values: readonly unknown[]): Promise<unknown> => {
    const answer = once(lines, 'line');
    child.stdin.write(`${JSON.stringify({ name, values })}\n`);
    const [line] = await answer;
    return JSON.parse(String(line)) as unknown;
  };
  await order('ready');
  return {
    pid: child.pid ?? 0,
    order,
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
