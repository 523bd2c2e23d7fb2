import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { node, root } from '../support/cli.ts';
import { headSha, workflowRunEvent } from '../support/events.ts';
import { type GithubApi, notAccessible, startGithubApi } from '../support/github-api.ts';
import { runStep, type Step } from '../support/runner.ts';

const pull = { number: 7, headSha, headRepository: 'mona/octo-repo', headBranch: 'faster' };
const accept = 'plimsoll: accept';
let api: GithubApi;

/** The reporting job of a pull request that got worse than its base, measured elsewhere. */
const report = (): Promise<Step> =>
  runStep({
    bundle: join(root, 'dist/action.js'),
    node,
    event: workflowRunEvent(),
    apiUrl: api.url,
    inputs: { mode: 'report', artifact: 'false' },
    checkOut: async (workspace) => {
      await mkdir(join(workspace, '.plimsoll/out'), { recursive: true });
      await copyFile(join(root, 'fixtures/runs/paired-regression/run.json'), join(workspace, '.plimsoll/out', 'run.json'));
    },
  });

/** What got worse, as a first report tells it. */
const metricsOf = ({ outputs }: Step): readonly string[] => {
  const { findings }: { findings: readonly { id: string; kind: string }[] } = JSON.parse(outputs['json'] ?? '');
  return findings
    .filter(({ id, kind }) => id.startsWith('regression.') && kind === 'broken')
    .map(({ id }) => id.slice('regression.'.length));
};

beforeEach(async () => {
  api = await startGithubApi();
});
afterEach(() => api.close());

describe('a pull request that got worse on purpose', () => {
  it('fails until a label or a commit says so, and then tells who said what', async () => {
    api.addPull(pull);
    await using failed = await report();
    expect(failed.status).toBe(1);
    const [first = '', ...others] = metricsOf(failed);
    expect(first).not.toBe('');

    await api.close();
    api = await startGithubApi();
    const message = `Encrypt\n\n${accept} ${others.join(' ')} because answers are encrypted\n`;
    const commits = [{ sha: headSha, message: others.length === 0 ? 'Encrypt' : message }];
    api.addPull({ ...pull, labels: ['bug', `${accept} ${first}`], commits });
    await using passed = await report();
    expect({ status: passed.status, verdict: passed.outputs['verdict'] }).toEqual({ status: 0, verdict: 'pass' });
    expect(JSON.parse(passed.outputs['json'] ?? '')).toMatchObject({ reason: expect.stringContaining('which was accepted') });
    expect(passed.outputs['json']).toContain('label of pull request 7');
    expect(api.comments(7)[0]?.body).toContain('accepted');
    expect(api.checkRuns().at(-1)).toMatchObject({ conclusion: 'success' });
  }, 60_000);

  it('fails where GitHub does not let its labels be read, and says that it could not', async () => {
    api.addPull({ ...pull, labels: [`${accept} p95 p50 mean throughput cpu-per-operation`] });
    api.trouble('pulls/get', notAccessible);
    await using step = await report();
    expect(step.status).toBe(1);
    expect(step.stdout).toContain('The labels of pull request 7 could not be read');
  }, 60_000);
});
