// What `--version` costs against an empty Node program, in pairs: `npm run bench:start`. Prints the ratio's median and spread.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const rounds = 15;

const ratios = [];
for (let round = 0; round < rounds + 1; round++) {
  const ratio = wallMs([cli, '--version']) / wallMs(['-e', '0']);
  if (round > 0) ratios.push(ratio);
}
ratios.sort((a, b) => a - b);
console.log(
  `--version against an empty program: ${ratios[Math.floor(rounds / 2)].toFixed(2)}× [${ratios[0].toFixed(2)}..${ratios.at(-1).toFixed(2)}], ${rounds} pairs`,
);
const sizes = ['action', 'cli', 'engine', 'shop'].map((name) => [name, statSync(new URL(`../dist/${name}.js`, import.meta.url)).size]);
console.log(`dist/: ${sizes.map(([name, bytes]) => `${name}.js ${(bytes / 1024).toFixed(0)} KB`).join(', ')}`);

function wallMs(args) {
  const began = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - began;
}
