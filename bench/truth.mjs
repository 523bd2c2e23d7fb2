// Does a client report the latencies that there were? Against a server that knows them, beside autocannon and wrk: `npm run bench:truth`.
//   -- --cases fixed,lognormal,freeze,resets --rounds 5
import { clientCore, tellCores } from './cores.mjs';
import { runAutocannon } from './engines/autocannon.mjs';
import { runPlimsoll } from './engines/plimsoll.mjs';
import { hasWrk, runWrk } from './engines/wrk.mjs';
import { interleave } from './interleave.mjs';
import { readOptions } from './options.mjs';
import { percent, spread } from './spread.mjs';
import { delayedAnswers, startServer } from './start-server.mjs';
import { printTable } from './table.mjs';

const closed = { connections: 20 };
const open = { connections: 20, ratePerSecond: 1_000 };
const ours = 'plimsoll, 20 users';
const oursOpen = 'plimsoll, open 1 000/s';
const engines = {
  [oursOpen]: [runPlimsoll, open],
  [ours]: [runPlimsoll, closed],
  'autocannon, 20 connections': [runAutocannon, closed],
  'autocannon, 1 000/s': [runAutocannon, open],
  ...(hasWrk && { 'wrk, 20 connections': [runWrk, closed] }),
};
const all = Object.keys(engines);
const cases = {
  fixed: { says: 'every answer after 5 ms', seconds: 5, engines: all },
  lognormal: { says: 'log-normal delays, median 5 ms, sigma 0.8', seconds: 5, engines: all },
  // Whole periods of the freezes, so that it does not matter when in a period a run begins.
  // A tenth of the arrivals meet a freeze: the p90 lies on the step between two answers, and says nothing.
  freeze: { says: 'after 5 ms, but nothing for 500 ms every 5 s', seconds: 10, engines: all, quantiles: ['p50', 'p95', 'p99'] },
  resets: {
    says: 'after 20 ms; every 10th answer closes its connection, every 50th is broken off by a reset',
    seconds: 5,
    engines: [ours, 'autocannon, 20 connections'],
  },
};

const options = readOptions({ cases: Object.keys(cases), rounds: 5 });
const unknown = options.cases.filter((name) => cases[name] === undefined);
if (unknown.length > 0) throw new Error(`no case ${unknown.join(', ')}: there are ${Object.keys(cases).join(', ')}`);

const measured = await measureAll();
console.log(`Node ${process.version}, ${tellCores(clientCore)}; ${options.rounds} rounds, median [min..max]`);
console.log('p50..p99: relative error of what the client reports against the truth of the same run; a dash where it does not tell.');
console.log(
  'Truth: the log of the server, from reading a request to having written its answer, over the measured seconds. For `freeze`: what',
);
console.log('arrivals would see that know nothing of the freezes, reckoned from when the server was frozen and how long it took to thaw.');
console.log('CPU: CPU time of the client in the measured time, of one core. Failed: requests without a whole answer.');
if (!hasWrk) console.log('wrk is not installed: left out.');
for (const name of options.cases) tell(name);

async function measureAll() {
  const servers = new Map();
  try {
    for (const name of options.cases) servers.set(name, await startServer(delayedAnswers, name));
    const groups = options.cases.map((name) => [name, cases[name].engines]);
    return await interleave(options.rounds, groups, (name, engine) => measure(engines[engine], servers.get(name), cases[name].seconds));
  } finally {
    for (const server of servers.values()) await server.stop();
  }
}

/** What the client reports, with the truth of the same run. */
async function measure([run, load], server, seconds) {
  await server.ask({ forget: true });
  const { responseMs, errors, cpuMs, durationMs } = await run(server.url, { ...load, seconds, core: clientCore });
  const { log, uncoordinated = log } = await server.ask({ truthOfLastMs: seconds * 1_000 });
  return { responseMs, errors, cpuShare: cpuMs / durationMs, log: log.responseMs, truth: uncoordinated.responseMs };
}

function tell(name) {
  const { says, seconds, quantiles = ['p50', 'p90', 'p95', 'p99'] } = cases[name];
  const runs = measured.filter(({ group }) => group === name);
  const of = (one) => runs.filter(({ engine }) => engine === one);
  const errors = (these, source) => quantiles.map((at) => spread(these.map(errorAt(source, at)), (share) => percent(share)));
  const rows = cases[name].engines.map((engine) => {
    const cpuPercent = of(engine).map(({ cpuShare }) => cpuShare * 100);
    const failed = of(engine).map((run) => run.errors);
    return [engine, ...errors(of(engine), 'responseMs'), spread(cpuPercent, (value) => `${value.toFixed(0)} %`), spread(failed, String)];
  });
  // Arrivals that the client lets go late, or not at all, while the server is frozen show here as well.
  if (name === 'freeze') rows.push([`log of the server, ${oursOpen}`, ...errors(of(oursOpen), 'log'), '', '']);
  rows.push(['truth in ms, all runs', ...quantiles.map((at) => spread(runs.map(({ truth }) => truth[at]))), '', '']);
  console.log(`\n${name}: ${says}; ${seconds} s a run`);
  printTable(['', ...quantiles, 'CPU', 'failed'], rows);
}

/** The relative error of one quantile as `source` has it: `responseMs` of the client, or the `log` of the server. */
function errorAt(source, at) {
  return (run) => (run[source][at] ?? Number.NaN) / run.truth[at] - 1;
}
