// Do arrivals come when they were planned? Lateness, rate and the CPU it takes, beside what most scripts do: `npm run bench:pace`.
//   -- --rates 100,1000,5000 --rounds 5 --seconds 5
import { clientCore, tellCores } from './cores.mjs';
import { runPlimsoll } from './engines/plimsoll.mjs';
import { runTimers } from './engines/timers.mjs';
import { interleave } from './interleave.mjs';
import { readOptions } from './options.mjs';
import { percent, spread } from './spread.mjs';
import { oneAnswer, startServer } from './start-server.mjs';
import { printTable } from './table.mjs';

const options = readOptions({ rates: [100, 1_000, 5_000], rounds: 5, seconds: 5 });
const engines = {
  'plimsoll, constant': (url, run) => runPlimsoll(url, run),
  'plimsoll, Poisson': (url, run) => runPlimsoll(url, { ...run, pace: `poisson:${run.ratePerSecond}/s` }),
  'setTimeout, each from the last': (url, run) => runTimers(url, { ...run, timer: 'timeout' }),
  'setInterval of 1 ms, all that is due': (url, run) => runTimers(url, { ...run, timer: 'interval' }),
};

const measured = await measureAll();
console.log(`Node ${process.version}, ${tellCores(clientCore)}; ${options.rounds} rounds of ${options.seconds} s each, median [min..max]`);
console.log('Late: from when an arrival was planned, on an absolute schedule, to its request being sent, in ms.');
console.log('Off plan: arrivals in the measured time against the planned ones; of Poisson arrivals the plan is what was drawn.');
console.log('CPU: CPU time of the whole client in the measured time, of one core; the timers send by node:http.');
for (const rate of options.rates) {
  console.log();
  printTable([`${rate} arrivals/s`, 'late p50', 'late p99', 'late max', 'off plan', 'CPU'], rowsOf(rate));
}

async function measureAll() {
  const server = await startServer(oneAnswer);
  const groups = options.rates.map((rate) => [rate, Object.keys(engines)]);
  try {
    return await interleave(options.rounds, groups, (ratePerSecond, engine) =>
      engines[engine](server.url, { ratePerSecond, seconds: options.seconds, core: clientCore }),
    );
  } finally {
    await server.stop();
  }
}

function rowsOf(rate) {
  return Object.keys(engines).map((name) => {
    const these = measured.filter(({ group, engine }) => group === rate && engine === name);
    const offPlan = these.map(({ ratePerSecond, plannedRatePerSecond }) => ratePerSecond / plannedRatePerSecond - 1);
    const cpuPercent = these.map(({ cpuMs, durationMs }) => (cpuMs / durationMs) * 100);
    return [
      name,
      ...['p50', 'p99', 'max'].map((at) => spread(these.map(lateAt(at)), (ms) => ms.toFixed(ms < 10 ? 3 : 0))),
      spread(offPlan, (share) => percent(share, 2)),
      spread(cpuPercent, (value) => `${value.toFixed(1)} %`),
    ];
  });
}

function lateAt(at) {
  return ({ lagMs }) => lagMs[at] ?? Number.NaN;
}
