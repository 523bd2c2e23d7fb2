import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** An entry of src/, bundled on the fly as the build does it; `directory` holds nothing else. */
export interface Bundle extends AsyncDisposable {
  readonly directory: string;
  readonly file: string;
}

/** Bundles `src/<entry>.ts` (or any path from the project's root) into a temporary folder. */
export async function bundle(entry: string): Promise<Bundle> {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-bundle-'));
  const file = join(directory, basename(entry).replace(/\.[cm]?ts$/, '.js'));
  await build({ entryPoints: [entry], outfile: file, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'silent' });
  return { directory, file, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}
