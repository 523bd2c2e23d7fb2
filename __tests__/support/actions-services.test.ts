import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { restoreCache, saveCache } from '@actions/cache';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startActionsServices, type ActionsServices } from './actions-services.ts';
import { scopesOf, type CacheScope } from './runtime-token.ts';

const onMain = scopesOf({ ref: 'refs/heads/main' });
const onPull = scopesOf({ ref: 'refs/pull/7/merge', base: 'refs/heads/release' });

let services: ActionsServices;
let root: string;
let kept: string;

const become = (scopes: readonly CacheScope[], run?: string): void => {
  for (const [name, value] of Object.entries(services.environment(scopes, run))) vi.stubEnv(name, value);
};

const save = async (text: string, key: string): Promise<number> => {
  await mkdir(kept, { recursive: true });
  await writeFile(join(kept, 'baseline.json'), text);
  return saveCache([kept], key);
};

const restore = async (key: string, restoreKeys: string[] = []): Promise<{ key: string | undefined; text: string }> => {
  await rm(kept, { recursive: true, force: true });
  const found = await restoreCache([kept], key, restoreKeys);
  return { key: found, text: found === undefined ? '' : await readFile(join(kept, 'baseline.json'), 'utf8') };
};

beforeEach(async () => {
  services = await startActionsServices();
  root = await mkdtemp(join(tmpdir(), 'plimsoll-services-'));
  kept = join(root, 'work', '.plimsoll');
  await mkdir(join(root, 'temp'));
  await mkdir(kept, { recursive: true });
  vi.stubEnv('GITHUB_WORKSPACE', join(root, 'work'));
  vi.stubEnv('RUNNER_TEMP', join(root, 'temp'));
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  // The clients print to stdout; on a real runner those lines would be workflow commands.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  become(onMain);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await services.close();
  await rm(root, { recursive: true, force: true });
});

describe('the cache service, to the real client', () => {
  it('gives back what was saved, by exact key', async () => {
    expect(await save('one', 'p-main-1')).toBeGreaterThan(0);
    expect(await restore('p-main-1')).toEqual({ key: 'p-main-1', text: 'one' });
    expect(services.calls()).toEqual(['CreateCacheEntry', 'upload', 'FinalizeCacheEntryUpload', 'GetCacheEntryDownloadURL', 'download']);
  });

  it('prefers the exact key, then the newest with the prefix', async () => {
    await save('one', 'p-1');
    await save('two', 'p-2');
    expect(await restore('p-1', ['p-'])).toEqual({ key: 'p-1', text: 'one' });
    expect(await restore('p-9', ['p-'])).toEqual({ key: 'p-2', text: 'two' });
    expect(await restore('q-9', ['q-'])).toEqual({ key: undefined, text: '' });
  });

  it('keeps an entry as it was first saved', async () => {
    await save('one', 'p-1');
    expect(await save('two', 'p-1')).toBe(-1);
    expect((await restore('p-1')).text).toBe('one');
  });

  it('searches the current ref, then the base, then the default branch', async () => {
    await save('main', 'p-1');
    become(onPull);
    expect((await restore('p-9', ['p-'])).text).toBe('main');
    become(scopesOf({ ref: 'refs/heads/release' }));
    await save('release', 'p-1');
    become(onPull);
    expect((await restore('p-9', ['p-'])).text).toBe('release');
    await save('pull', 'p-1');
    expect((await restore('p-9', ['p-'])).text).toBe('pull');
  });

  it('hides what a pull request saved from the default branch and from other pull requests', async () => {
    become(onPull);
    await save('pull', 'p-1');
    become(onMain);
    expect((await restore('p-1')).key).toBeUndefined();
    become(scopesOf({ ref: 'refs/pull/8/merge' }));
    expect((await restore('p-1')).key).toBeUndefined();
    expect(services.cacheEntries().map((entry) => entry.scope)).toEqual(['refs/pull/7/merge']);
  });

  it('refuses to save for a token that may only read, and to restore for one that may only write', async () => {
    await save('one', 'p-1');
    become([{ scope: 'refs/heads/main', permission: 'read' }]);
    expect(await save('two', 'p-2')).toBe(-1);
    expect((await restore('p-1')).text).toBe('one');
    become([{ scope: 'refs/heads/main', permission: 'write' }]);
    expect((await restore('p-1')).key).toBeUndefined();
  });

  it('refuses by policy when told so, until healed', async () => {
    services.denyWrites();
    expect(await save('one', 'p-1')).toBe(-1);
    services.heal();
    await save('one', 'p-1');
    services.denyReads();
    expect((await restore('p-1')).key).toBeUndefined();
    services.heal();
    expect((await restore('p-1')).text).toBe('one');
  });

  it.each([
    ['429', { kind: 'answer', status: 429, headers: { 'retry-after': '7' } }],
    ['409', { kind: 'answer', status: 409, body: { code: 'already_exists', msg: 'exists' } }],
  ] as const)('answers %s when told so, which the client takes as a miss', async (_name, trouble) => {
    await save('one', 'p-1');
    services.trouble('*', trouble);
    expect((await restore('p-1')).key).toBeUndefined();
    expect(await save('two', 'p-2')).toBe(-1);
    services.heal();
    expect((await restore('p-1')).text).toBe('one');
  });

  it('hands out a corrupt archive when told so, which the client takes as a miss', async () => {
    await save('one', 'p-1');
    services.trouble('download', { kind: 'corrupt' }, 1);
    expect((await restore('p-1')).key).toBeUndefined();
    expect((await restore('p-1')).text).toBe('one');
  });

  it('refuses connections once closed', async () => {
    await services.close();
    expect((await restore('p-1')).key).toBeUndefined();
  });

  it('puts blocks together in the order of their list', async () => {
    const answered = await fetch(`${services.url}/twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env['ACTIONS_RUNTIME_TOKEN']}` },
      body: JSON.stringify({ key: 'k', version: 'v' }),
    });
    const created: { readonly signed_upload_url: string } = JSON.parse(await answered.text());
    const put = async (query: string, body: string): Promise<number> =>
      (await fetch(`${created.signed_upload_url}&${query}`, { method: 'PUT', body })).status;
    expect(await put('comp=block&blockid=b', 'second')).toBe(201);
    expect(await put('comp=block&blockid=a', 'first ')).toBe(201);
    expect(await put('comp=blocklist', '<BlockList><Latest>a</Latest><Latest>b</Latest></BlockList>')).toBe(201);
    expect(await (await fetch(created.signed_upload_url)).text()).toBe('first second');
    expect(await put('comp=blocklist', '<BlockList><Latest>c</Latest></BlockList>')).toBe(400);
  });
});

describe('the artifact service, to the real client', () => {
  it('keeps the bytes of an upload, under its run and name', async () => {
    become(onPull, '4711');
    await writeFile(join(kept, 'report.md'), '# report');
    const { id } = await new DefaultArtifactClient().uploadArtifact('report-1', [join(kept, 'report.md')], kept);
    const [stored] = services.artifacts();
    expect(stored).toMatchObject({ id: String(id), name: 'report-1', run: '4711', mimeType: 'application/zip' });
    expect(stored?.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('keeps a single file raw', async () => {
    await writeFile(join(kept, 'report.html'), '<p>report</p>');
    await new DefaultArtifactClient().uploadArtifact('x', [join(kept, 'report.html')], kept, { skipArchive: true });
    expect(services.artifacts()).toMatchObject([{ name: 'report.html', mimeType: 'text/html', bytes: Buffer.from('<p>report</p>') }]);
  });

  it('refuses the same name twice in a run', async () => {
    await writeFile(join(kept, 'a.txt'), 'a');
    const client = new DefaultArtifactClient();
    await client.uploadArtifact('a', [join(kept, 'a.txt')], kept);
    await expect(client.uploadArtifact('a', [join(kept, 'a.txt')], kept)).rejects.toThrow(/409/);
  });
});
