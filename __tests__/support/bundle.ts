import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Entries of src/, bundled on the fly as the build does it; `directory` holds nothing else. */
export interface Bundle extends AsyncDisposable {
  readonly directory: string;
  /** The first entry's. */
  readonly file: string;
}

/** Bundles entries such as `src/engine.ts` (any path from the project's root) into one temporary folder, each under its own name. */
export async function bundle(entry: string, ...more: readonly string[]): Promise<Bundle> {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-bundle-'));
  const fileOf = (path: string): string => join(directory, basename(path).replace(/\.[cm]?ts$/, '.js'));
  const shared = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'silent' } as const;
  await Promise.all(
    [entry, ...more].map((path) =>
      build({
        ...shared,
        entryPoints: [path],
        outfile: fileOf(path),
        define: { 'import.meta.url': 'moduleUrl' },
        banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
      }),
    ),
  );
  return { directory, file: fileOf(entry), [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}
