import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exampleConfig, exampleWorkflow } from '../config/init.ts';
import { Fault } from '../fault.ts';
import type { World } from '../world.ts';
import type { Console } from './console.ts';

/** Writes a commented configuration and a workflow; files that are there are left as they are. */
export async function init(world: World, console: Console): Promise<number> {
  const files = [
    { path: 'plimsoll.yml', text: exampleConfig() },
    { path: join('.github', 'workflows', 'plimsoll.yml'), text: exampleWorkflow() },
  ];
  for (const { path, text } of files) {
    const file = join(world.directory, path);
    const made = await writeNew(file, text);
    console.out(made ? `wrote ${path}\n` : `kept ${path}, which was there already\n`);
  }
  console.out('next: name your start command and operations in plimsoll.yml, then `npx plimsoll run`; keep .plimsoll/ out of git\n');
  return 0;
}

async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new Fault('usage', { what: `Cannot write ${file}. Run \`plimsoll init\` in a folder you may write to.` }, cause);
  }
}
