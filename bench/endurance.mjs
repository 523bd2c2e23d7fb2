// Does the load generator itself leak? 1 000 arrivals per second on 1 000 connections for ten minutes: `npm run bench:endurance`.
//   -- --seconds 600
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.mjs';
import { median, spread } from './spread.mjs';
import { delayedAnswers, startServer } from './start-server.mjs';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const { seconds } = readOptions({ seconds: 600 });
const lookEveryMs = 1_000;
const warmupSeconds = 10;

const server = await startServer(delayedAnswers, 'second');
try {
  const looks = [];
  const load = ['-r', '1000', '--connections', '1100', '-d', `${seconds}s`, '--warmup', `${warmupSeconds}s`, '--json', '--quiet'];
  const child = spawn(process.execPath, [cli, 'load', server.url, ...load], { stdio: ['ignore', 'pipe', 'inherit'] });
  const timer = setInterval(() => looks.push(look(child.pid)), lookEveryMs);
  let told = '';
  for await (const text of child.stdout.setEncoding('utf8')) told += text;
  clearInterval(timer);
  tell(JSON.parse(told), looks.slice(warmupSeconds + 1, -3), await server.ask({ connections: true }));
} finally {
  await server.stop();
}

function look(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return { rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

function tell({ requests, errors, arrivals, cpuMs, durationMs, self }, looks, { connections }) {
  const tenth = Math.ceil(looks.length / 10);
  const tenths = Array.from({ length: 10 }, (_, at) => median(looks.slice(at * tenth, (at + 1) * tenth).map(({ rssMb }) => rssMb)));
  console.log(
    `Node ${process.version}; ${requests} requests in ${(durationMs / 1_000).toFixed(0)} s, ${errors} errors, ${arrivals.peakConnections} connections at most`,
  );
  console.log(
    `planned ${arrivals.plannedRatePerSecond.toFixed(2)}/s, achieved ${arrivals.achievedRatePerSecond.toFixed(2)}/s; CPU ${((100 * cpuMs) / durationMs).toFixed(0)} % of a core`,
  );
  console.log(`resident memory, medians of the tenths of the time: ${tenths.map((value) => value.toFixed(1)).join(' ')} MB`);
  console.log(
    `descriptors while loading ${spread(
      looks.map(({ descriptors }) => descriptors),
      String,
    )}; connections the server still has: ${connections}`,
  );
  console.log(`${self.generator.sentence} ${self.runner.sentence}`);
}
