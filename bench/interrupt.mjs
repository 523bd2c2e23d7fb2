// Interrupts fifty demo runs at random moments and counts what they leave behind: `npm run bench:interrupt [-- RUNS]`.
import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const runs = Number(process.argv[2] ?? 50);
const statuses = new Map();
const listenersBefore = listeners();
let left = 0;

for (let run = 0; run < runs; run++) {
  const id = randomUUID();
  const status = await interrupted(id, randomInt(0, 5_000));
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  left += processesOf(id).length;
}
const ports = [...listeners()].filter((port) => !listenersBefore.has(port));
console.log(`${runs} runs ended by SIGTERM at random moments: ${left} processes left, ${ports.length} ports left`);
console.log(`exit statuses: ${[...statuses].map(([status, count]) => `${status} ×${count}`).join(', ')}`);
process.exitCode = left + ports.length === 0 ? 0 : 1;

function interrupted(id, afterMs) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, 'demo', '--budget', '5s', '--quiet'], {
      env: { ...process.env, BENCH_ID: id },
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGTERM'), afterMs);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal);
    });
  });
}

function processesOf(id) {
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/environ`, 'utf8').includes(`BENCH_ID=${id}`);
    } catch {
      return false;
    }
  });
}

/** Local ports that something listens on (state 0A). */
function listeners() {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1));
  return new Set(
    rows
      .map((row) => row.trim().split(/\s+/))
      .filter((cells) => cells[3] === '0A')
      .map((cells) => cells[1]),
  );
}
