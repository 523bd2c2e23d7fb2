// Requests per second of CPU time that the client spends, against autocannon and wrk: `npm run bench:load`.
//   -- --connections 1,10,20,100 --rounds 5 --seconds 3    what to measure, and for how long
//   -- --apart                                              server and client on cores of their own
//   -- --server nginx                                       another server than our own, where it is installed
import { clientCore, serverCore, tellCores } from './cores.mjs';
import { runAutocannon } from './engines/autocannon.mjs';
import { knows, runPlimsoll } from './engines/plimsoll.mjs';
import { hasWrk, runWrk } from './engines/wrk.mjs';
import { interleave } from './interleave.mjs';
import { readOptions } from './options.mjs';
import { startNginx } from './servers/nginx.mjs';
import { spread } from './spread.mjs';
import { oneAnswer, startServer } from './start-server.mjs';
import { printTable } from './table.mjs';

const options = readOptions({ connections: [1, 10, 20, 100], rounds: 5, seconds: 3, apart: false, server: 'own' });
if (!['own', 'nginx'].includes(options.server)) throw new Error(`--server ${options.server}: own or nginx is wanted`);
const core = options.apart ? clientCore : serverCore;
const engines = {
  plimsoll: runPlimsoll,
  ...(knows('--client') && { 'plimsoll, compat': (url, run) => runPlimsoll(url, { ...run, more: ['--client', 'compat'] }) }),
  autocannon: runAutocannon,
  ...(hasWrk && { wrk: runWrk }),
};

const measured = await measureAll();
console.log(`Node ${process.version}, ${tellCores(core)}; ${options.server} server, 63 bytes of JSON`);
console.log(`${options.rounds} rounds of ${options.seconds} s each, median [min..max]`);
console.log('CPU s/100k: CPU seconds of the whole client process for 100 000 requests, its start and warm-up left out.');
console.log('Our factor: requests per CPU second of plimsoll over those of this one, in pairs of the same round; above 1 ours needs less.');
if (!hasWrk) console.log('wrk is not installed: left out.');
for (const connections of options.connections) {
  console.log();
  printTable([`${connections} connections`, 'requests/s', 'CPU s/100k', 'our factor', 'errors'], rowsOf(connections));
}

async function measureAll() {
  const server = options.server === 'nginx' ? await startNginx() : await startServer(oneAnswer);
  const groups = options.connections.map((connections) => [connections, Object.keys(engines)]);
  try {
    return await interleave(options.rounds, groups, (connections, engine) =>
      engines[engine](server.url, { connections, seconds: options.seconds, core }),
    );
  } finally {
    await server.stop();
  }
}

function rowsOf(connections) {
  const of = (name) => measured.filter(({ group, engine }) => group === connections && engine === name);
  const ours = of('plimsoll');
  return Object.keys(engines).map((engine) => {
    const these = of(engine);
    const thousandsPerSecond = these.map(({ requests, durationMs }) => requests / durationMs);
    const failed = these.map(({ errors }) => errors);
    return [
      engine,
      spread(thousandsPerSecond, (thousands) => `${thousands.toFixed(1)}k`),
      spread(these.map((result) => 100 / perCpuMs(result))),
      spread(these.map((result, round) => perCpuMs(ours[round]) / perCpuMs(result))),
      spread(failed, String),
    ];
  });
}

function perCpuMs({ requests, cpuMs }) {
  return requests / cpuMs;
}
