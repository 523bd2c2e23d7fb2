import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Permission } from './baseline/remember.ts';
import { loadRun } from './baseline/run-file.ts';
import type { BaselineSettings } from './baseline/settings.ts';
import { optionsAgain } from './config/again.ts';
import { decideConfig } from './config/decide.ts';
import { readConfig } from './config/read.ts';
import { readSuite } from './config/suite.ts';
import type { Config } from './config/schema.ts';
import { type Address, deliver, deliverFault } from './deliver.ts';
import type { Standing } from './against.ts';
import { Fault } from './fault.ts';
import { findFurther } from './further.ts';
import { gate, type Gated, reportOnly } from './gate.ts';
import { type Api, openApi } from './github/api.ts';
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
import { redact } from './report/redact.ts';
import { tellTerminal } from './report/terminal.ts';
import { environmentsIn, seal, secretsOf } from './seal.ts';
import { realWorld, type World } from './world.ts';

/** Exit statuses of a cancelled run; the runner sends SIGINT, and SIGTERM 7.5 s later. */
const cancelled = { SIGINT: 130, SIGTERM: 143 } as const;
/** GitHub takes a megabyte of outputs per job. */
const maxOutputChars = 200_000;

/** One run of the action; resolves to the step's exit status, which carries the gate whatever GitHub lets us write. */
async function act(world: World): Promise<number> {
  const context = readContext(world.environment, await readPayload(world));
  const inputs = readInputs();
  // A fault in the configuration is told on GitHub too, so where to tell it must be known before the configuration is.
  const prepared = await prepare(inputs, world).catch((error: unknown) => ({ error }));
  const suite = 'error' in prepared ? (inputs.flags['suite'] ?? (await guessSuite(inputs, world))) : prepared.suite;
  const secrets = secretsOf(world.environment, ...('error' in prepared ? [] : prepared.environments));
  await using address = await openAddress(inputs, suite, context, world);
  try {
    if ('error' in prepared) throw prepared.error;
    return await tell(seal(await prepared.gate(address), secrets), inputs, address, world);
  } catch (error) {
    if (world.interrupted.aborted) return 0;
    return await tellTrouble(error, suite, secrets, address);
  }
}

/** The suite's name from a configuration that is at fault elsewhere, so that the comment it had is the one that is told. */
async function guessSuite(inputs: Inputs, world: World): Promise<string> {
  const file = await readConfig(inputs.config, world.directory).catch(() => null);
  return file === null ? '' : readSuite(file.text);
}

/** A start command given as an input may hold what the workflow knows and a comment must not. */
const hiddenStart = { start: '…' };

/** What this mode is to do, decided as far as it can be before anything runs. */
interface Prepared {
  readonly suite: string;
  /** Variables the configuration gives to the service; some may be secret. */
  readonly environments: readonly Readonly<Record<string, string | undefined>>[];
  gate(address: Address): Promise<Gated>;
}

async function prepare(inputs: Inputs, world: World): Promise<Prepared> {
  if (inputs.mode === 'report') {
    const measured = await loadRun(resolve(world.directory, inputs.out, 'run.json'));
    // The run may be a stranger's: where the workflow names the suite, that name decides which comment and check are written.
    const run = { ...measured, suite: inputs.flags['suite'] ?? measured.suite };
    const { baseline } = await findBaseline(inputs, world);
    return { suite: run.suite, environments: [], gate: (address) => judgeAgain(run, baseline, inputs, address, world) };
  }
  const config = await findConfig(inputs, world);
  return {
    suite: config.suite,
    environments: environmentsIn(config),
    gate: (address) => measureAndJudge(config, inputs, address, world),
  };
}

async function measureAndJudge(config: Config, inputs: Inputs, address: Address, world: World): Promise<Gated> {
  const { context } = address;
  const runner = readRunner(world);
  using narrator = narrate(`Plimsoll measures ${config.suite}`, { write: writeOutput, mode: 'actions', colour: false, width: 100 });
  return await gate(
    {
      config,
      seed: world.seed(),
      path: '',
      again: {
        options: optionsAgain({ config: inputs.config, ...inputs.flags, ...(inputs.flags['start'] === undefined ? {} : hiddenStart) }),
      },
      source: { repository: context.repository, commit: context.commit, ref: context.ref },
      runner,
      place: placeOf(config.suite, context, world),
      permission: inputs.mode === 'gate' ? permissionOf(context) : 'nothing',
      standing: standingOf(context),
      findFurther: (whole) => findFurther(whole, context, apiOf(inputs, address)),
    },
    world,
    narrator.tell,
  );
}

/** What was measured elsewhere may have had a shallow clone there, and no token: commits are asked here. */
async function judgeAgain(run: Run, baseline: BaselineSettings, inputs: Inputs, address: Address, world: World): Promise<Gated> {
  const { context } = address;
  const { accepted, notes } = await findFurther(false, context, apiOf(inputs, address));
  for (const note of notes) writeOutput(`${note}\n`);
  const place = placeOf(run.suite, context, world);
  return reportOnly(run, { baseline, place, permission: permissionOf(context), commit: context.commit, accepted }, world);
}

/** Null where nothing may be asked: measuring alone holds no token on purpose. */
function apiOf({ mode, token }: Inputs, { api }: Address): Api | null {
  return mode === 'measure' || token === '' ? null : api;
}

/** What a base is found by. */
function standingOf({ base, defaultBranch }: GithubContext): Standing {
  return { pullRequest: base === null ? null : { baseSha: base.sha, baseRef: base.ref }, defaultBranch };
}

/** Only the default branch may become its own measure. */
function permissionOf({ onDefaultBranch }: GithubContext): Permission {
  return onDefaultBranch ? 'everything' : 'nothing';
}

async function tell(gated: Gated, inputs: Inputs, address: Address, world: World): Promise<number> {
  const { run, verdict, keeping } = gated;
  writeOutput(`${tellTerminal(run, verdict, { colour: false })}\n${keeping.sentence}\n`);
  const written = await writeOut(resolve(world.directory, inputs.out), run, verdict);
  if (written.kind === 'unwritten') writeOutput(`${written.sentence}\n`);
  const files = written.kind === 'written' ? written.files : null;
  for (const { sentence } of await deliver(gated, files, address)) writeOutput(`${sentence}\n`);
  setOutputs(outputsOf(gated, files));
  if (verdict.blocks) annotate('error', headline(run, verdict));
  else if (verdict.kind === 'inconclusive') annotate('warning', headline(run, verdict));
  return verdict.blocks ? 1 : 0;
}

function outputsOf({ verdict }: Gated, files: OutFiles | null): Readonly<Record<string, string>> {
  const whole = JSON.stringify(verdict);
  const { schema, suite, kind, reason, blocks } = verdict;
  return {
    verdict: kind,
    findings: String(verdict.findings.filter((finding) => finding.kind === 'broken').length),
    ...(files === null ? {} : { 'run-path': files.run, 'verdict-path': files.verdict, 'report-path': files.html }),
    json: whole.length <= maxOutputChars ? whole : JSON.stringify({ schema, suite, kind, reason, blocks }),
  };
}

async function tellTrouble(error: unknown, suite: string, secrets: readonly string[], address: Address): Promise<number> {
  const expected = error instanceof Fault;
  const message = redact(error instanceof Error ? error.message : String(error), secrets);
  if (!expected) process.stderr.write(`${redact(stackOf(error), secrets)}\n`.replaceAll('##[', '# #['));
  const deliveries = await deliverFault(tellFault(message, suite), 'No verdict: it could not be measured', suite, address);
  for (const { sentence } of deliveries) writeOutput(`${sentence}\n`);
  annotate('error', `Plimsoll could not measure: ${message}`);
  return expected ? error.status : 3;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function openAddress(inputs: Inputs, suite: string, context: GithubContext, world: World): Promise<Address & AsyncDisposable> {
  const { mode, token, checkRun, comment, artifact } = inputs;
  // Nothing is sent where there is none, so nothing is refused.
  const silent = mode === 'measure' || token === '';
  const api = openApi({ token: silent ? '' : token, baseUrl: context.apiUrl, clock: world });
  const { repository, commit, runId, runAttempt } = context;
  const place = { repository, commit, suite, externalId: `${runId}-${runAttempt}`, detailsUrl: runUrl(context) };
  const check = silent || !checkRun ? null : await openCheck(api, place);
  if (check?.opening.kind === 'degraded') writeOutput(`${check.opening.sentence}\n`);
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
let interruptedStatus: number | undefined;
for (const [signal, status] of Object.entries(cancelled)) {
  process.on(signal, () => {
    interruptedStatus ??= status;
    interruption.abort(new Error(`Interrupted by ${signal}.`));
  });
}

void act(realWorld(dirname(fileURLToPath(import.meta.url)), interruption.signal)).then(leave, (error: unknown) => {
  annotate('error', redact(error instanceof Error ? error.message : String(error), secretsOf(process.env)));
  leave(error instanceof Fault ? error.status : 3);
});

/** Pipes are written asynchronously: leave only once everything is out. */
function leave(status: number): void {
  process.stdout.write('', () => process.exit(interruptedStatus ?? status));
}
