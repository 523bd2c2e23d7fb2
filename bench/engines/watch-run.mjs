// What watching the tree under a process costs: prints `{ cpuMs, looks }` of this process and of the programs it starts.
//   node watch-run.mjs METHOD ROOT LOOKS BUNDLE
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pidtree } from 'pidtree';
import pidusage from 'pidusage';

const [method, root, looks, bundle] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4]), process.argv[5]];
const beatMs = 100;
const methods = {
  plimsoll: () => lookTogether(beatMs),
  // So short after a closer look that nobody counts as asleep yet.
  awake: () => lookTogether(1 / looks),
  recipe,
  ps,
  beat: lookAtBeats,
  timer: wakeAtBeats,
};

console.log(JSON.stringify(await methods[method]()));

/** Looks one after another, while the monitor's clock goes on by so much at each: at the beat's pace closer looks come due as they would. */
async function lookTogether(stepMs) {
  let [madeUpMs, beganMs, beat] = [0, performance.now(), () => undefined];
  const world = worldWith(
    () => madeUpMs + performance.now() - beganMs,
    (call) => {
      beat = call;
    },
  );
  const monitor = createRequire(import.meta.url)(bundle).watch(root, world);
  const look = () => {
    madeUpMs += stepMs;
    beganMs = performance.now();
    beat();
  };
  // Until the compiler has seen it all: a run has thousands of looks.
  for (let warm = 0; warm < 3_000; warm++) look();
  monitor.survey();
  const measured = measure(look);
  monitor[Symbol.dispose]();
  return measured;
}

/** What most scripts do. */
function recipe() {
  return measureEach(async () => pidusage(await pidtree(root, { root: true })));
}

/** The other thing that most scripts do. */
function ps() {
  return measureEach(async () => {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=,time=']);
    const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    const tree = new Set([root]);
    for (const parent of tree) for (const [pid, its] of rows) if (its === parent) tree.add(pid);
    return rows.filter(([pid]) => tree.has(pid)).reduce((sum, [, , kilobytes]) => sum + kilobytes, 0);
  });
}

/** The monitor as it is, asleep between its looks. */
async function lookAtBeats() {
  const world = worldWith(
    () => performance.now(),
    (call, ms) => setInterval(() => call(), ms),
  );
  const monitor = createRequire(import.meta.url)(bundle).watch(root, world);
  const measured = await sleepThrough();
  monitor[Symbol.dispose]();
  return measured;
}

/** The same without the monitor. */
async function wakeAtBeats() {
  setInterval(() => undefined, beatMs);
  return sleepThrough();
}

async function sleepThrough() {
  await delay(4_000);
  const began = cpuMs();
  await delay(looks * beatMs);
  console.log(JSON.stringify({ cpuMs: cpuMs() - began, looks }));
  return process.exit();
}

function worldWith(now, every) {
  return {
    now,
    every(ms, call) {
      every(call, ms);
      return { [Symbol.dispose]: () => undefined };
    },
    threadTimes: () => null,
  };
}

async function measureEach(look) {
  for (let warm = 0; warm < 3; warm++) await look();
  const began = cpuMs();
  for (let done = 0; done < looks; done++) await look();
  return { cpuMs: cpuMs() - began, looks };
}

function measure(look) {
  const began = cpuMs();
  for (let done = 0; done < looks; done++) look();
  return { cpuMs: cpuMs() - began, looks };
}

/** Of this process in microseconds, of the programs that it started and that ended in ticks of ten milliseconds. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1].split(' ');
  return (user + system) / 1_000 + 10 * (Number(fields[13]) + Number(fields[14]));
}
