import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { ActionsServices } from './actions-services.ts';
import type { RunnerEvent } from './events.ts';
import { readCommands, readOutputs, type WorkflowCommand } from './runner-files.ts';

export interface Job {
  /** The JavaScript file of the action. */
  readonly bundle: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly event: RunnerEvent;
  /** Origin of the fake GitHub API. */
  readonly apiUrl: string;
  /** Left out: a runner without cache and artifact service. */
  readonly services?: ActionsServices;
  readonly token?: string;
  readonly runId?: string;
  readonly runAttempt?: string;
  /** Another node than the one the tests run on. */
  readonly node?: string;
  /** Set or, as undefined, removed after all else. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Fills the checkout before the action starts. */
  readonly checkOut?: (workspace: string) => Promise<void>;
  /** Cancels the job, as the runner does by SIGINT, when its output matches. */
  readonly cancelWhen?: RegExp;
  /** After this it is killed; default 120 s. */
  readonly deadlineMs?: number;
}

/** What a step left behind. Its directories live until it is disposed. */
export interface Step extends AsyncDisposable {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Workflow commands the real runner would have carried out, from both streams. */
  readonly commands: readonly WorkflowCommand[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
}

/** Runs an action's bundle in a fresh process, with the files and variables of a real runner and nothing of ours. */
export async function runStep(job: Job): Promise<Step> {
  const root = await mkdtemp(join(tmpdir(), 'plimsoll-runner-'));
  const workspace = join(root, 'work', 'octo-repo', 'octo-repo');
  const temp = join(root, 'work', '_temp');
  const file = (name: string): string => join(temp, '_runner_file_commands', name);
  await mkdir(workspace, { recursive: true });
  await mkdir(dirname(file('x')), { recursive: true });
  await mkdir(join(root, 'home'));
  for (const name of ['output', 'state', 'env', 'path', 'summary']) await writeFile(file(name), '');
  await writeFile(join(temp, 'event.json'), JSON.stringify(job.event.payload));
  await job.checkOut?.(workspace);

  const runId = job.runId ?? '4711';
  const environment: Record<string, string | undefined> = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: join(root, 'home'),
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_API_URL: job.apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_GRAPHQL_URL: `${job.apiUrl}/graphql`,
    GITHUB_RUN_ID: runId,
    GITHUB_RUN_ATTEMPT: job.runAttempt ?? '1',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_JOB: 'gate',
    GITHUB_WORKFLOW: 'performance',
    GITHUB_ACTION: '__octo-org_plimsoll',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(root, 'tools'),
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'fake runner 1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    ImageOS: 'ubuntu24',
    ImageVersion: '20261101.1',
    ...job.event.environment,
    ...job.services?.environment(job.event.scopes, runId),
    ...(await inputVariables(job)),
    ...job.environment,
  };

  const ended = await runProcess(job, workspace, environment);
  const read = (name: string): Promise<string> => readFile(file(name), 'utf8');
  return {
    ...ended,
    commands: readCommands(`${ended.stdout}\n${ended.stderr}`),
    outputs: readOutputs(await read('output')),
    summary: await read('summary'),
    workspace,
    temp,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runProcess(job: Job, workspace: string, environment: Record<string, string | undefined>): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(job.node ?? process.execPath, [resolve(job.bundle)], {
      cwd: workspace,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: job.deadlineMs ?? 120_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    let cancelled = false;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (cancelled || job.cancelWhen?.test(stdout) !== true) return;
      cancelled = true;
      child.kill('SIGINT');
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.once('error', fail);
    child.once('close', (status, signal) => done({ status, signal, stdout, stderr }));
  });
}

/** The runner sets every input the action declares, defaults included; names in capitals, spaces as underscores. */
async function inputVariables(job: Job): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(dirname(resolve(job.bundle)), '..', 'action.yml'), 'utf8').catch(() => '');
  const declared: Readonly<Record<string, { readonly default?: string | number | boolean } | null>> = Object(parse(text)).inputs ?? {};
  const defaults = Object.entries(declared).map(([name, input]) => [name, String(input?.default ?? '')]);
  const token = job.token ?? 'ghs_fakeTokenOfTheJob';
  return Object.fromEntries(
    [...defaults, ...Object.entries(job.inputs)].map(([name = '', value = '']) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value.replace(/\$\{\{\s*github\.token\s*\}\}/, token),
    ]),
  );
}
