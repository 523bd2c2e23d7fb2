// Builds the committed bundles in dist/ and the JSON Schema: `npm run build`. Byte for byte the same on every machine.
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { tellLicences } from './licences.mjs';

const root = new URL('..', import.meta.url).pathname;
/**
 * What histograms bring along and Node has, or nobody needs, is left out everywhere. The action leaves out what only unpacks artifacts: it uploads them. The command line keeps the names of its functions, for readable stacks, and leaves out the cache's client: `run:` steps cannot reach the cache.
 */
const lighter = { pako: './scripts/zlib-for-pako.mjs', '@assemblyscript/loader': './scripts/no-assemblyscript.mjs' };
const bundles = {
  action: { entry: 'src/action.ts', minifyIdentifiers: true, alias: { ...lighter, 'unzip-stream': './scripts/no-unzip.mjs' } },
  cli: { entry: 'src/cli.ts', external: ['@actions/cache'], minifyIdentifiers: true, keepNames: true },
  engine: { entry: 'src/engine.ts', minifyIdentifiers: true, external: ['pg-native'] },
  host: { entry: 'src/host.ts', minifyIdentifiers: true },
  clock: { entry: 'src/clock.ts' },
  racer: { entry: 'src/racer.ts', minifyIdentifiers: true },
  shop: { entry: 'fixtures/services/shop.ts' },
  instant: { entry: 'fixtures/services/instant.ts' },
  model: { entry: 'fixtures/services/model.ts', minifyIdentifiers: true },
};
/** Modules that are never run here, by the end of their path: HDR histograms in WebAssembly, and one of undici's two parsers of the same make. */
const replaced = [
  { path: /hdr-histogram-js\/dist\/wasm\/generated-wasm\.js$/, text: "exports.BINARY = '';" },
  { path: /undici\/lib\/llhttp\/llhttp_simd-wasm\.js$/, text: "module.exports = require('./llhttp-wasm.js');" },
];
const maxBytes = 5 * 1024 ** 2;

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
  alias: lighter,
  plugins: [
    {
      name: 'replaced',
      setup: ({ onLoad }) => {
        for (const { path, text } of replaced) onLoad({ filter: path }, () => ({ contents: text, loader: 'js' }));
      },
    },
  ],
  // ws would look for two native accelerators that nobody installs.
  define: { 'import.meta.url': 'moduleUrl', 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

await buildBundles();
await buildSchema();

/** Into a folder beside, which takes the place of dist/ once all is there: what fails leaves the committed bundles alone. */
async function buildBundles() {
  const dist = join(root, 'dist');
  const made = join(root, '.dist-made');
  await rm(made, { recursive: true, force: true });
  await mkdir(made);
  try {
    await fillBundles(made);
    await rm(dist, { recursive: true, force: true });
    await rename(made, dist);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function fillBundles(folder) {
  const inputs = new Set();
  let bytes = 0;
  for (const [name, { entry, ...options }] of Object.entries(bundles)) {
    const outfile = join(folder, `${name}.js`);
    const { metafile } = await build({
      ...shared,
      ...options,
      entryPoints: [entry],
      outfile,
      minifySyntax: true,
      minifyWhitespace: true,
      metafile: true,
    });
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
    bytes += (await stat(outfile)).size;
  }
  if (bytes > maxBytes) throw new Error(`dist/ would have ${bytes} bytes, more than ${maxBytes}`);
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  await writeFile(join(folder, 'licenses.txt'), await tellLicences([...inputs], root));
}

/** Writes plimsoll.schema.json from the same source that checks a configuration. */
async function buildSchema() {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-build-'));
  try {
    const outfile = join(folder, 'schema.cjs');
    await build({ ...shared, entryPoints: ['src/config/json-schema.ts'], outfile });
    const { schemaText } = await import(pathToFileURL(outfile).href);
    await writeFile(join(root, 'plimsoll.schema.json'), schemaText());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
