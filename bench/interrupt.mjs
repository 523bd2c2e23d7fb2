// Interrupts fifty demo runs at random moments and counts what they leave behind: `npm run bench:interrupt [-- RUNS]`.
import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const runs = Number(process.argv[2] ?? 50);
const statuses = new Map();
const listenersBefore = listeners();
let left = 0;

// A count of nothing proves nothing unless the same look sees a standing run's processes: command line, guard and service.
const standing = await lookAtOneStanding();
for (let run = 0; run < runs; run++) {
  const id = randomUUID();
  const status = await interrupted(id, sleep(randomInt(0, 5_000), undefined, { ref: false }));
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  left += await leftBehind(id);
}
const ports = [...listeners()].filter((port) => !listenersBefore.has(port));
console.log(`seen of a standing run: ${standing.guards} guard, ${standing.processes - standing.guards} other processes`);
console.log(`${runs} runs ended by SIGTERM at random moments: ${left} processes left, ${ports.length} ports left`);
console.log(`exit statuses: ${[...statuses].map(([status, count]) => `${status} ×${count}`).join(', ')}`);
process.exitCode = left + ports.length === 0 ? 0 : 1;

/** One run, interrupted at a moment; resolves with its exit status. */
function interrupted(id, moment) {
  return new Promise((resolve) => {
    // The service's own marker is the one variable that the service and its guard both keep, see src/service/guard.ts.
    const child = spawn(process.execPath, [cli, 'demo', '--budget', '5s', '--quiet'], {
      env: { ...process.env, PLIMSOLL_SERVICE: id },
      stdio: 'ignore',
    });
    void moment.then(() => child.kill('SIGTERM'));
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
}

async function lookAtOneStanding() {
  const id = randomUUID();
  let seen = { processes: 0, guards: 0 };
  const looking = (async () => {
    for (let round = 0; round < 100 && (seen.guards === 0 || seen.processes < 3); round++) {
      await sleep(50);
      const found = processesOf(id);
      seen = { processes: found.length, guards: found.filter(isGuard).length };
    }
  })();
  await interrupted(id, looking);
  left += await leftBehind(id);
  if (seen.guards === 0) throw new Error(`saw no guard among ${seen.processes} processes: this count would prove nothing`);
  return seen;
}

/** How many are still there when what was on its way out has had a second to leave. */
async function leftBehind(id) {
  if (processesOf(id).length > 0) await sleep(1_000);
  return processesOf(id).length;
}

function processesOf(id) {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && read(`/proc/${entry}/environ`).includes(id));
}

/** The guard is a program given on its command line; the service and ours are files. */
function isGuard(pid) {
  return read(`/proc/${pid}/cmdline`).split('\0')[1] === '-e';
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended meanwhile, or belongs to somebody else
  }
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
