import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Permission } from './baseline/remember.ts';
import { loadRun } from './baseline/run-file.ts';
import type { BaselineSettings } from './baseline/settings.ts';
import { decideConfig } from './config/decide.ts';
import { readConfig } from './config/read.ts';
import type { Config } from './config/schema.ts';
import { type Address, deliver, deliverFault } from './deliver.ts';
import { Fault } from './fault.ts';
import { gate, type Gated, reportOnly } from './gate.ts';
import { openApi } from './github/api.ts';
import { openCheck } from './github/check.ts';
import { type GithubContext, readContext, runUrl } from './github/context.ts';
import { type Inputs, readInputs } from './github/inputs.ts';
import { annotate, setOutputs } from './github/outputs.ts';
import type { Run } from './model/run.ts';
import { readRunner } from './monitor/runner.ts';
import { narrate } from './narrate.ts';
import { type OutFiles, writeOut } from './out.ts';
import { tellFault } from './report/fault.ts';
import { headline } from './report/headline.ts';
import { tellTerminal } from './report/terminal.ts';
import { seal } from './seal.ts';
import { realWorld, type World } from './world.ts';

/** Exit status of a cancelled run; the runner sends SIGINT, and SIGTERM 7.5 s later. */
const cancelledStatus = 143;
/** GitHub takes a megabyte of outputs per job. */
const maxOutputChars = 200_000;

/** One run of the action; resolves to the step's exit status, which carries the gate whatever GitHub lets us write. */
async function act(world: World): Promise<number> {
  const context = readContext(world.environment, await readPayload(world));
  const inputs = readInputs();
  // A fault in the configuration is told on GitHub too, so its address must be known before the configuration is.
  const suite = inputs.flags.suite ?? '';
  const asked = await prepare(inputs, world).catch((error: unknown) => ({ error }));
  const known = 'error' in asked ? suite : asked.suite;
  await using address = await openAddress(inputs, known, context, world);
  try {
    if ('error' in asked) throw asked.error;
    const gated = await asked.gate(context);
    return await tell(seal(gated, world.environment), inputs, address, world);
  } catch (error) {
    return await tellTrouble(error, known, address, world);
  }
}

/** What this mode is to do, decided as far as it can be before anything runs. */
interface Prepared {
  readonly suite: string;
  gate(context: GithubContext): Promise<Gated>;
}

async function prepare(inputs: Inputs, world: World): Promise<Prepared> {
  if (inputs.mode === 'report') {
    const measured = await loadRun(resolve(world.directory, inputs.out, 'run.json'));
    // The run may be a stranger's: where the workflow names the suite, that name decides which comment and check are written.
    const run = { ...measured, suite: inputs.flags['suite'] ?? measured.suite };
    const { baseline } = await findBaseline(inputs, world);
    return { suite: run.suite, gate: (context) => judgeAgain(run, baseline, context, world) };
  }
  const config = await findConfig(inputs, world);
  return { suite: config.suite, gate: (context) => measureAndJudge(config, inputs, context, world) };
}

async function measureAndJudge(config: Config, { mode }: Inputs, context: GithubContext, world: World): Promise<Gated> {
  const runner = readRunner(world);
  using narrator = narrate(`Plimsoll measures ${config.suite}`, { write: writeOutput, mode: 'actions', colour: false, width: 100 });
  return gate(
    {
      config,
      seed: world.seed(),
      source: { repository: context.repository, commit: context.commit, ref: context.ref },
      runner,
      place: placeOf(config.suite, context, world),
      permission: mode === 'gate' ? permissionOf(context) : 'nothing',
    },
    world,
    narrator.tell,
  );
}

function judgeAgain(run: Run, baseline: BaselineSettings, context: GithubContext, world: World): Promise<Gated> {
  return reportOnly(
    run,
    { baseline, place: placeOf(run.suite, context, world), permission: permissionOf(context), commit: context.commit },
    world,
  );
}

/** Only the default branch may become its own measure. */
function permissionOf({ onDefaultBranch }: GithubContext): Permission {
  return onDefaultBranch ? 'everything' : 'nothing';
}

async function tell(gated: Gated, inputs: Inputs, address: Address, world: World): Promise<number> {
  const { run, verdict, keeping } = gated;
  const files = await writeOut(resolve(world.directory, inputs.out), run, verdict);
  writeOutput(`${tellTerminal(run, verdict, { colour: false })}\n${keeping.sentence}\n`);
  const deliveries = await deliver(gated, files, address);
  for (const { sentence } of deliveries) writeOutput(`${sentence}\n`);
  setOutputs(outputsOf(gated, files));
  if (verdict.blocks) annotate('error', headline(run, verdict));
  else if (verdict.kind === 'inconclusive') annotate('warning', headline(run, verdict));
  return verdict.blocks ? 1 : 0;
}

function outputsOf({ verdict }: Gated, files: OutFiles): Readonly<Record<string, string>> {
  const whole = JSON.stringify(verdict);
  const { schema, suite, kind, reason, blocks } = verdict;
  return {
    verdict: kind,
    findings: String(verdict.findings.filter((finding) => finding.kind === 'broken').length),
    'run-path': files.run,
    'verdict-path': files.verdict,
    'report-path': files.html,
    json: whole.length <= maxOutputChars ? whole : JSON.stringify({ schema, suite, kind, reason, blocks }),
  };
}

async function tellTrouble(error: unknown, suite: string, address: Address, world: World): Promise<number> {
  if (world.interrupted.aborted) return cancelledStatus;
  const expected = error instanceof Fault;
  const message = error instanceof Error ? error.message : String(error);
  if (!expected) process.stderr.write(`${error instanceof Error ? (error.stack ?? message) : message}\n`.replaceAll('##[', '# #['));
  const deliveries = await deliverFault(tellFault(message, suite), 'No verdict: it could not be measured', suite, address);
  for (const { sentence } of deliveries) writeOutput(`${sentence}\n`);
  annotate('error', `Plimsoll could not measure: ${message}`);
  return expected ? error.status : 3;
}

async function openAddress(inputs: Inputs, suite: string, context: GithubContext, world: World): Promise<Address & AsyncDisposable> {
  const { mode, token, checkRun, comment, artifact } = inputs;
  // Measuring alone holds no token on purpose: nothing is sent, so nothing is refused.
  const silent = mode === 'measure' || token === '';
  const api = openApi({ token: silent ? '' : token, baseUrl: context.apiUrl, clock: world });
  const { repository, commit, runId, runAttempt } = context;
  const place = { repository, commit, suite, externalId: `${runId}-${runAttempt}`, detailsUrl: runUrl(context) };
  const check = silent || !checkRun ? null : await openCheck(api, place);
  return {
    context,
    api,
    check,
    comment: comment && !silent,
    artifact,
    summaryFile: world.environment['GITHUB_STEP_SUMMARY'],
    [Symbol.asyncDispose]: async () => check?.[Symbol.asyncDispose](),
  };
}

function placeOf(suite: string, context: GithubContext, world: World): Parameters<typeof reportOnly>[1]['place'] {
  const workspace = world.environment['GITHUB_WORKSPACE'] ?? world.directory;
  return {
    suite,
    repository: context.repository,
    runKey: `${context.runId}-${context.runAttempt}`,
    directory: resolve(workspace, '.plimsoll'),
  };
}

async function findConfig(inputs: Inputs, world: World): Promise<Config> {
  const file = await readConfig(inputs.config, world.directory);
  return decideConfig({ file, flags: inputs.flags, environment: world.environment, directory: world.directory, inActions: true });
}

/** A reporting job may have no checkout, and so no configuration; the cache is where an action's baseline lies. */
async function findBaseline(inputs: Inputs, world: World): Promise<{ readonly baseline: BaselineSettings }> {
  const file = await readConfig(inputs.config, world.directory);
  return file === null ? { baseline: { store: 'cache', file: '', branch: '' } } : findConfig(inputs, world);
}

async function readPayload({ environment }: World): Promise<string> {
  const file = environment['GITHUB_EVENT_PATH'];
  return file === undefined ? '' : readFile(file, 'utf8').catch(() => '');
}

function writeOutput(text: string): void {
  process.stdout.write(text);
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort(new Error(`Interrupted by ${signal}.`)));

void act(realWorld(dirname(fileURLToPath(import.meta.url)), interruption.signal)).then(
  (status) => leave(interruption.signal.aborted ? cancelledStatus : status),
  (error: unknown) => {
    annotate('error', error instanceof Error ? error.message : String(error));
    leave(error instanceof Fault ? error.status : 3);
  },
);

/** Pipes are written asynchronously: leave only once everything is out. */
function leave(status: number): void {
  process.stdout.write('', () => process.exit(status));
}
