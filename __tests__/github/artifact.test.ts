import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { artifactName, uploadArtifact } from '../../src/github/artifact.ts';
import { startActionsServices, type ActionsServices } from '../support/actions-services.ts';
import { scopesOf } from '../support/runtime-token.ts';

const place = { serverUrl: 'https://github.com', repository: 'octo-org/octo-repo', runId: '4711', runAttempt: '2', suite: 'api' };

let services: ActionsServices;
let root: string;
let files: readonly string[];

beforeEach(async () => {
  services = await startActionsServices();
  root = await mkdtemp(join(tmpdir(), 'plimsoll-artifact-'));
  files = [join(root, 'run.json'), join(root, 'report.md')];
  for (const file of files) await writeFile(file, 'content');
  for (const [name, value] of Object.entries(services.environment(scopesOf({ ref: 'refs/heads/main' }), '4711'))) vi.stubEnv(name, value);
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await services.close();
  await rm(root, { recursive: true, force: true });
});

describe('the artifact', () => {
  it('holds the files, is named by suite and attempt, and has an address', async () => {
    const delivery = await uploadArtifact(place, files, root);
    const [stored] = services.artifacts();
    expect(stored).toMatchObject({ name: 'plimsoll-api-2', run: '4711' });
    expect(stored?.bytes.includes('run.json')).toBe(true);
    expect(stored?.bytes.includes('report.md')).toBe(true);
    expect(delivery).toEqual({
      kind: 'done',
      sentence: 'Artifact uploaded.',
      url: 'https://github.com/octo-org/octo-repo/actions/runs/4711/artifacts/1',
    });
  });

  it.each([
    ['the name is taken', { kind: 'answer', status: 409, body: { code: 'already_exists', msg: 'exists' } }],
    ['it may not', { kind: 'answer', status: 403, body: { msg: 'denied' } }],
    ['the connection breaks', { kind: 'reset' }],
  ] as const)('is given up in one sentence when %s', async (_name, trouble) => {
    services.trouble('CreateArtifact', trouble);
    expect(await uploadArtifact(place, files, root)).toMatchObject({
      kind: 'degraded',
      sentence: expect.stringMatching(/^No artifact: .+\.$/),
      url: '',
    });
  });

  it('is given up when the service is too slow', async () => {
    services.trouble('*', { kind: 'slow', ms: 5_000 });
    expect(await uploadArtifact(place, files, root, 100)).toMatchObject({
      kind: 'degraded',
      sentence: 'No artifact: the service did not take it within 0.1 s.',
    });
  });

  it('is given up when a file is missing or the token is none', async () => {
    expect(await uploadArtifact(place, [join(root, 'gone')], root)).toMatchObject({ kind: 'degraded' });
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', 'nonsense');
    expect(await uploadArtifact(place, files, root)).toMatchObject({ kind: 'degraded' });
  });

  it('is not tried on a server without the service', async () => {
    expect(await uploadArtifact({ ...place, serverUrl: 'https://ghe.example' }, files, root)).toMatchObject({ kind: 'degraded' });
    expect(services.calls()).toEqual([]);
  });

  it('has a name the service takes, whatever the suite is called', () => {
    expect(artifactName({ ...place, suite: 'a/b: "c"\n' })).toBe('plimsoll-a-b-c--2');
    expect(artifactName({ ...place, suite: '', runAttempt: '' })).toBe('plimsoll');
  });
});
