// Does the load generator know when it was the bottleneck itself, and only then? `npm run bench:flags`.
//   -- --tries 20 --seconds 2
import { spawn } from 'node:child_process';
import { clientCore, pinned, serverCore, tellCores } from './cores.mjs';
import { runPlimsoll } from './engines/plimsoll.mjs';
import { runSlowFunction } from './engines/slow-function.mjs';
import { interleave } from './interleave.mjs';
import { readOptions } from './options.mjs';
import { spread } from './spread.mjs';
import { delayedAnswers, oneAnswer, startServer } from './start-server.mjs';
import { printTable } from './table.mjs';

const { tries, seconds } = readOptions({ tries: 20, seconds: 2 });
const hog = [process.execPath, '-e', 'for (;;);'];
const open = { ratePerSecond: 1_000 };
const closed = { connections: 20 };
/** Name → whether it must be flagged, and how it is run against the waiting and the instant server. */
const cases = {
  'healthy, open 1 000/s': [false, ({ waits }) => load(waits, open)],
  // Not against the instant server: it can be faster than the generator, which then says so.
  'healthy, 20 users': [false, ({ waits }) => load(waits, closed)],
  'a hog on its core, open 1 000/s': [true, ({ waits }) => beside(hog, () => load(waits, open))],
  'a hog on its core, 20 users': [true, ({ answers }) => beside(hog, () => load(answers, closed))],
  // On the server's core: alone on one, a fast machine's generator can do that.
  'over its capacity, open 100 000/s': [true, ({ answers }) => load(answers, { ratePerSecond: 100_000, core: serverCore })],
  'a slow user function, open 1 000/s': [true, ({ waits }) => runSlowFunction(waits.url, { ...open, seconds, core: clientCore })],
};

const [waits, answers] = [await startServer(delayedAnswers, 'fixed'), await startServer(oneAnswer)];
try {
  const groups = [['', Object.keys(cases)]];
  const measured = await interleave(tries, groups, (_, name) => cases[name][1]({ waits, answers }));
  console.log(`Node ${process.version}, ${tellCores(clientCore)}; ${tries} tries of ${seconds} s each, medians [min..max]`);
  printTable(
    ['', 'flagged', 'wanted', 'rate/s', 'lag p50 ms', 'response p50 ms', 'p99 ms'],
    Object.entries(cases).map(([name, [wanted]]) =>
      tell(
        name,
        wanted,
        measured.filter(({ engine }) => engine === name),
      ),
    ),
  );
  for (const sentence of new Set(measured.filter(isFlagged).map(({ engine, self }) => `${engine}: ${sentenceOf(self)}`)))
    if (process.env.PLIMSOLL_BENCH_VERBOSE) console.log(sentence);
} finally {
  await waits.stop();
  await answers.stop();
}

function load({ url }, how) {
  return runPlimsoll(url, { seconds, core: clientCore, ...how });
}

/** Runs something beside a program on the clients' core. */
async function beside(program, run) {
  const [command, ...args] = pinned(clientCore, program);
  const child = spawn(command, args, { stdio: 'ignore' });
  try {
    return await run();
  } finally {
    child.kill('SIGKILL');
  }
}

function isFlagged({ self }) {
  return self.generator.kind !== 'ok' || self.runner.kind !== 'ok';
}

function sentenceOf({ generator, runner }) {
  return (generator.kind === 'ok' ? runner : generator).sentence;
}

function tell(name, wanted, runs) {
  const of = (value) => spread(runs.map(value));
  const flagged = runs.filter(isFlagged).length;
  return [
    name,
    `${flagged} of ${runs.length}`,
    wanted ? 'all' : 'none',
    spread(
      runs.map((run) => run.ratePerSecond),
      (rate) => rate.toFixed(0),
    ),
    of(({ lagMs }) => lagMs.p50),
    of(({ responseMs }) => responseMs.p50),
    of(({ responseMs }) => responseMs.p99),
  ];
}
