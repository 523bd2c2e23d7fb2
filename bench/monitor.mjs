// What watching costs: our monitor against `pidtree` + `pidusage`, and against `ps`: `npm run bench:monitor`. Linux only.
//   -- --processes 1,10,100 --rounds 5 --looks 40
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openWatching } from './engines/watch.mjs';
import { interleave } from './interleave.mjs';
import { readOptions } from './options.mjs';
import { spread } from './spread.mjs';
import { printTable } from './table.mjs';

const { processes, rounds, looks } = readOptions({ processes: [1, 10, 100], rounds: 5, looks: 40 });
const idleTree = fileURLToPath(new URL('servers/idle-tree.mjs', import.meta.url));
/** Our looks are so cheap that only many of them can be measured: ten minutes of the monitor's clock, closer looks included. */
const ourLooks = 6_000;
/** Five seconds. */
const asleepLooks = 50;
const methods = {
  plimsoll: 'plimsoll',
  'plimsoll, nobody asleep': 'awake',
  'pidtree + pidusage': 'recipe',
  'ps -A': 'ps',
};

console.log(`Node ${process.version}; ${rounds} rounds, median [min..max]. The processes watched are asleep, with about 11 threads each.`);
console.log(
  'CPU: of the watching process and of the programs it starts, looks one after another; at 10 Hz that is ten times as much a second.',
);
console.log('Ours has everything in it: readings, the search for new processes, and the closer looks that come due as they do at 10 Hz.');
console.log('It reads processes that sleep less often. "nobody asleep": readings of processes that all just worked, and nothing else.');
const watching = await openWatching();
try {
  for (const count of processes) tell(count, await measureAll(count));
} finally {
  await watching.close();
}

async function measureAll(count) {
  const tree = fork(idleTree, [String(count)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    await once(tree, 'message');
    const results = await interleave(rounds, [[`${count} processes`, [...Object.keys(methods), 'asleep']]], async (_, engine) => {
      if (engine === 'asleep') return asleep(tree.pid);
      const { cpuMs, looks: done } = await watching.run(methods[engine], {
        root: tree.pid,
        looks: engine.startsWith('plimsoll') ? ourLooks : looks,
      });
      return { usPerLook: (1_000 * cpuMs) / done };
    });
    return (engine) => results.filter((result) => result.engine === engine);
  } finally {
    tree.disconnect();
    await once(tree, 'exit');
  }
}

/** Both at once: they sleep nearly all of the time, and a bad minute meets both. */
async function asleep(root) {
  const [beat, timer] = await Promise.all(['beat', 'timer'].map((method) => watching.run(method, { root, looks: asleepLooks })));
  return { beatUs: (1_000 * beat.cpuMs) / beat.looks, timerUs: (1_000 * timer.cpuMs) / timer.looks };
}

function tell(count, of) {
  const ours = of('plimsoll').map(({ usPerLook }) => usPerLook);
  const rows = Object.keys(methods).map((name) => {
    const these = of(name).map(({ usPerLook }) => usPerLook);
    return [
      name,
      spread(these, (us) => `${us.toFixed(us < 1_000 ? 1 : 0)}`),
      spread(these.map(percentAt10Hz), (percent) => `${percent.toPrecision(3)} %`),
      spread(
        these.map((us, round) => us / ours[round]),
        (ratio) => `${ratio.toFixed(ratio < 10 ? 1 : 0)}×`,
      ),
    ];
  });
  console.log();
  printTable([`${count} ${count === 1 ? 'process' : 'processes'}`, 'µs CPU a look', 'of a core at 10 Hz', 'against ours'], rows);
  const told = (key) =>
    spread(
      of('asleep').map((result) => percentAt10Hz(result[key])),
      (percent) => `${percent.toPrecision(3)} %`,
    );
  console.log(
    `asleep between its looks, caches cold, a process that does nothing else: ${told('beatUs')}; with an empty timer instead: ${told('timerUs')}`,
  );
}

function percentAt10Hz(us) {
  return us / 1_000;
}
