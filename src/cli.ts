#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import type { Console } from './commands/console.ts';
import { Fault } from './fault.ts';
import { redact } from './report/redact.ts';
import { secretsOf } from './seal.ts';
import { version } from './version.ts';
import { realWorld, type World } from './world.ts';

/** Exit statuses of an interruption, as shells count them. */
const interruptions = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** Past this, stopping the service has itself got stuck; leaving kills its process group. */
const stopDeadlineMs = 15_000;

const interruption = new AbortController();
let interruptedStatus: number | undefined;
for (const [signal, status] of Object.entries(interruptions)) {
  process.on(signal, () => {
    if (interruptedStatus !== undefined) return;
    interruptedStatus = status;
    terminal.err(`\nplimsoll: interrupted by ${signal}; stopping\n`);
    interruption.abort(new Fault('usage', { what: `Interrupted by ${signal}.` }));
    setTimeout(() => process.exit(status), stopDeadlineMs).unref();
  });
}

const world: World = realWorld(dirname(fileURLToPath(import.meta.url)), interruption.signal);
/** Whether our result could not be handed over. */
let unread = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Who closes a pipe early (`| head`) has read enough; a full disk has not.
    if (error.code !== 'EPIPE') unread = true;
  });
}

function paints(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
}

const terminal: Console = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
  colour: paints(process.stdout),
  errColour: paints(process.stderr),
  // A terminal nobody has sized says 0.
  width: process.stderr.columns > 0 ? process.stderr.columns : 100,
};

/** Every command is loaded when it is asked for, so that the others cost nothing at start. */
function describeCommands(finish: (status: number) => void): Command {
  const program = new Command('plimsoll')
    .description('How much load can this service carry safely, and did this change make it worse?')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(plimsoll --help lists what there is)')
    .configureOutput({ writeErr: terminal.err, writeOut: terminal.out });

  measuring(program.command('demo').description('gate the bundled demo service, healthy or with one planted fault'))
    .addOption(new Option('--fault <name>', 'plant a fault: slow, errors, leak, race, leak-session, hang, spin, starve, flaky'))
    .option('--simulated', 'a service that does not exist, in made-up time: the same gate, over in a moment')
    .action(async (options) => finish(await (await import('./commands/demo.ts')).demo(options, world, terminal)));
  comparing(rehearsing(measuring(program.command('run').description('measure, compare, judge and report your service')))).action(
    async (options) => finish(await (await import('./commands/run.ts')).run(options, world, terminal)),
  );
  comparing(
    rehearsing(measuring(program.command('measure').description('the measuring half of run: needs no secret and remembers nothing'))),
  ).action(async (options) => finish(await (await import('./commands/run.ts')).measure(options, world, terminal)));
  writing(printing(program.command('report').description('the reporting half: judge the run.json in a folder')))
    .addOption(configFile())
    .argument('<dir>', 'folder that holds run.json')
    .action(async (dir: string, options) => finish(await (await import('./commands/report.ts')).report(dir, options, world, terminal)));
  writing(printing(program.command('compare').description('judge one run against another, or against a folder of them; measures nothing')))
    .argument('<before>', 'a run.json, the folder of --out that holds it, or a folder of several')
    .argument('<after>', 'the same of what may have got worse')
    .addHelpText('after', compareHelp)
    .action(async (before: string, after: string, options) =>
      finish(await (await import('./commands/compare.ts')).compare(before, after, options, world, terminal)),
    );
  rehearsing(printing(program.command('replay').description('run one scenario again, from the string the report printed')))
    .argument('<scenario>', 'the scenario, in quotes')
    .action(async (text: string, options) => finish(await (await import('./commands/replay.ts')).replay(text, options, world, terminal)));
  loading(printing(program.command('load').description('the load engine alone, on a service that already runs: a quick look')))
    .argument('<url>', 'what to request, on this machine, e.g. http://127.0.0.1:3000/items?page=2')
    .action(async (url: string, options) => finish(await (await import('./commands/load.ts')).load(url, options, world, terminal)));
  configured(
    printing(
      program
        .command('doctor')
        .description('is this runner fit to measure on, and what would a comparison of your service see here? timers, generator, noise'),
    ),
  )
    .option('--budget <duration>', 'time the examination may take (default: 20s; with a configuration that of a run)')
    .action(async (options) => finish(await (await import('./commands/doctor.ts')).doctor(options, world, terminal)));
  racing(
    printing(program.command('race').description('try the races of a JavaScript module: what must hold in whatever order its steps go on')),
  )
    .argument('<file>', 'module that exports `races`, or functions called race…')
    .addHelpText('after', raceHelp)
    .action(async (file: string, options) => finish(await (await import('./commands/race.ts')).race(file, options, world, terminal)));
  program
    .command('init')
    .description('write a commented plimsoll.yml and a workflow')
    .action(async () => finish(await (await import('./commands/init.ts')).init(world, terminal)));
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: terminal.err, writeOut: terminal.out });
  return program;
}

const compareHelp = `
Runs of one machine, one configuration and one suite are compared:
  one with one              every change, but one run each says nothing of noise
  four and more with such   which numbers got worse, and by how much; about six of each tell
  fourteen and more, one    the rules of a baseline's history
What is in a folder: its *.json, and the run.json of each folder in it.

Example, measured by turns so that a change of the machine hits both sides:
  for i in 1 2 3 4 5 6; do
    (cd main && plimsoll measure --out ../before/$i)
    (cd my-change && plimsoll measure --out ../after/$i)
  done
  plimsoll compare before after`;

const raceHelp = `
Example, a module that one of two adds gets lost in:
  export const races = {
    'two adds both count': async (s) => {
      let stored = 0;
      const read = s.scheduleFunction(async function read() { return stored; });
      const write = s.scheduleFunction(async function write(count) { stored = count; });
      const add = async () => write((await read()) + 1);
      await s.waitFor(Promise.all([add(), add()]));
      return stored === 2;
    },
  };
With a generated input: { arbitrary: (fc) => fc.nat(9), test: async (s, input) => … }`;

function measuring(command: Command): Command {
  return writing(printing(command))
    .option('--seed <number>', 'repeat the same generated scenarios')
    .option('--path <path>', 'with --seed: begin at this scenario, as the report names it')
    .option('--budget <duration>', 'time the run may take, e.g. 90s or 2m');
}

function printing(command: Command): Command {
  return command.option('--json', 'print the result as JSON on stdout, everything else on stderr').option('--quiet', 'no progress');
}

function writing(command: Command): Command {
  return command.option('--out <dir>', 'write run.json, verdict.json, report.md, report.html and junit.xml there');
}

function comparing(command: Command): Command {
  return command.option('--against <ref|dir>', 'compare with this branch, tag, commit or second checkout, side by side');
}

function configured(command: Command): Command {
  return command
    .addOption(configFile())
    .option('--start <command>', 'shell command that starts the service; PORT is set')
    .option('--url <url>', 'where the service answers')
    .option('--users <range>', 'concurrent users, e.g. 1..20')
    .option('--suite <name>', 'name of this set of measurements');
}

function rehearsing(command: Command): Command {
  return configured(command).option(
    '--simulated',
    'a dry run: a service that does not exist stands in for yours, in made-up time; nothing is started',
  );
}

function racing(command: Command): Command {
  return command
    .option('--runs <count>', 'orders to try for each race (default: 200)')
    .option('--only <name>', 'this race alone')
    .option('--seed <number>', 'repeat the same generated orders and inputs')
    .option('--path <path>', 'with --seed and --only: the one run that a report names');
}

function loading(command: Command): Command {
  return command
    .option('-u, --users <count>', 'closed load: so many users, each waiting for its answer (default: 10)')
    .option('-r, --rate <rate>', 'open load: requests leave at this rate, whatever answers; e.g. 1000/s or 60/m')
    .option('--pace <pattern>', 'open load by a pattern, e.g. poisson:1000/s or ramp:100/s..1000/s')
    .option('-d, --duration <duration>', 'measured time', '10s')
    .option('--warmup <duration>', 'load before it, left out of every number', '1s')
    .option('--connections <count>', 'open load: most connections at once (default: 1000)')
    .option('--method <method>', 'get, post, put, patch, delete or head', 'get')
    .addOption(new Option('--header <line>', "request header 'name: value'; may be repeated").argParser(appended).default([], 'none'))
    .option('--body <text>', 'request body; it and the URL may hold {{uuid}}, {{n}} and {{key}}')
    .option('--timeout <duration>', 'how long one request may take', '10s')
    .option('--seed <number>', 'repeat the same random arrivals and templates')
    .option('--client <client>', 'own, or compat: HTTP/2 where the service offers it (default: own)')
    .option('--insecure', 'accept any TLS certificate');
}

function appended(line: string, before: readonly string[]): readonly string[] {
  return [...before, line];
}

function configFile(): Option {
  return new Option('-c, --config <file>', 'configuration file (default: plimsoll.yml)');
}

/** Says what went wrong: an expected fault by its message, anything else with its stack. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Fault) {
    terminal.err(`plimsoll: ${redact(error.message, secretsOf(process.env))}\n`);
    return error.status;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(`plimsoll: unexpected: ${redact(stack, secretsOf(process.env))}\n`);
  return 3;
}

async function main(): Promise<number> {
  let status = 0;
  const program = describeCommands((given) => {
    status = given;
  });
  try {
    await program.parseAsync();
    return status;
  } catch (error) {
    return interruptedStatus ?? explain(error);
  }
}

/** Pipes are written asynchronously: leave only once everything is out. */
function leave(status: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(interruptedStatus ?? (unread ? 3 : status))));
}

void main().then(leave);
