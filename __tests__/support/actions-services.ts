import type { IncomingMessage, ServerResponse } from 'node:http';
import { openBlobStore, type BlobStore } from './blob-store.ts';
import { openCacheShelf, type CacheEntry, type CacheShelf } from './cache-shelf.ts';
import { readBody, serveHttp } from './http-server.ts';
import { readScopes, runtimeToken, type CacheScope } from './runtime-token.ts';
import { openTroubleSwitch, suffer, type Trouble } from './trouble.ts';

/** Routes that can be given trouble; `upload` and `download` are the blobs of both services. */
type ServiceRoute =
  | 'CreateCacheEntry'
  | 'FinalizeCacheEntryUpload'
  | 'GetCacheEntryDownloadURL'
  | 'CreateArtifact'
  | 'FinalizeArtifact'
  | 'upload'
  | 'download'
  | '*';

/** An artifact that was finalized, with the bytes that were uploaded. */
interface StoredArtifact {
  readonly id: string;
  readonly name: string;
  readonly run: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** GitHub's cache and artifact services (protocol v2), close enough for the real @actions clients. */
export interface ActionsServices extends AsyncDisposable {
  readonly url: string;
  /** What the runner sets so that the clients find us; scopes as the token grants them, current ref first. */
  environment(scopes: readonly CacheScope[], run?: string): Readonly<Record<string, string>>;
  /** Finished cache entries, oldest first. */
  cacheEntries(): readonly CacheEntry[];
  /** The archive of a cache entry. */
  cacheBytes(entry: CacheEntry): Buffer;
  artifacts(): readonly StoredArtifact[];
  /** Names of all calls so far, in order. */
  calls(): readonly string[];
  trouble(route: ServiceRoute, trouble: Trouble, times?: number): void;
  /** Saving is refused by policy, as for low-trust triggers. */
  denyWrites(): void;
  denyReads(): void;
  heal(): void;
  /** From now on connections are refused. */
  readonly close: () => Promise<void>;
}

/** Proto fields in snake_case; int64 as strings. */
type Body = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Starts both services on one free port. */
export async function startActionsServices(): Promise<ActionsServices> {
  const blobs = openBlobStore();
  const shelf = openCacheShelf();
  const artifacts = new Map<
    string,
    { readonly run: string; readonly name: string; readonly mimeType: string; readonly id: string; done: boolean }
  >();
  const troubles = openTroubleSwitch();
  const calls: string[] = [];
  let denied: 'nothing' | 'reads' | 'writes' = 'nothing';

  const createArtifact = (body: Body): Reply => {
    const run = String(body['workflow_run_backend_id']);
    const name = String(body['name']);
    if (artifacts.has(`${run}/${name}`)) {
      return { status: 409, body: { code: 'already_exists', msg: 'an artifact with this name already exists on the workflow run' } };
    }
    const id = String(artifacts.size + 1);
    artifacts.set(`${run}/${name}`, { run, name, mimeType: String(body['mime_type'] ?? ''), id, done: false });
    return { status: 200, body: { ok: true, signed_upload_url: blobUrl(`artifact-${id}`) } };
  };

  const finalizeArtifact = (body: Body): Reply => {
    const found = artifacts.get(`${String(body['workflow_run_backend_id'])}/${String(body['name'])}`);
    const bytes = found === undefined ? undefined : blobs.read(`artifact-${found.id}`);
    if (found === undefined || bytes === undefined || String(bytes.length) !== String(body['size'])) {
      return { status: 404, body: { code: 'not_found', msg: 'artifact not found' } };
    }
    found.done = true;
    return { status: 200, body: { ok: true, artifact_id: found.id } };
  };

  const answer = (method: string, body: Body, scopes: readonly CacheScope[]): Reply => {
    switch (method) {
      case 'CreateCacheEntry':
        return createEntry(shelf, denied === 'writes' ? [] : scopes, body, blobUrl);
      case 'FinalizeCacheEntryUpload':
        return finishEntry(shelf, blobs, scopes, body);
      case 'GetCacheEntryDownloadURL':
        return findEntry(shelf, denied === 'reads' ? [] : scopes, body, blobUrl);
      case 'CreateArtifact':
        return createArtifact(body);
      case 'FinalizeArtifact':
        return finalizeArtifact(body);
      default:
        return { status: 404, body: { code: 'bad_route', msg: `no handler for ${method}` } };
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const blob = /^\/account\/container\/([a-z]+-\d+)$/.exec(pathname)?.[1];
    const method = /^\/twirp\/github\.actions\.results\.api\.v1\.(?:Cache|Artifact)Service\/(\w+)$/.exec(pathname)?.[1];
    const route = blob === undefined ? (method ?? pathname) : request.method === 'PUT' ? 'upload' : 'download';
    calls.push(route);
    const trouble = troubles.meet(route);
    if (await suffer(trouble, response)) return;
    if (blob !== undefined) return blobs.handle(blob, request, response, trouble?.kind === 'corrupt');
    const scopes = readScopes(request.headers.authorization);
    const body: Body = JSON.parse((await readBody(request)).toString());
    const reply = answer(route, body, scopes);
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply.body));
  };

  const server = await serveHttp(handle);
  // For an IP host the Azure SDK wants account/container/blob in the path.
  const blobUrl = (id: string): string => `${server.url}/account/container/${id}?sig=fake-signature`;
  return {
    url: server.url,
    environment: (scopes, run) => ({
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${server.url}/`,
      ACTIONS_CACHE_URL: `${server.url}/`,
      ACTIONS_RUNTIME_URL: `${server.url}/`,
      ACTIONS_RUNTIME_TOKEN: runtimeToken({ scopes, ...(run === undefined ? {} : { run }) }),
    }),
    cacheEntries: () => shelf.entries(),
    cacheBytes: (entry) => blobs.read(entry.blob) ?? Buffer.alloc(0),
    artifacts: () =>
      [...artifacts.values()]
        .filter((one) => one.done)
        .map(({ id, name, run, mimeType }) => ({ id, name, run, mimeType, bytes: blobs.read(`artifact-${id}`) ?? Buffer.alloc(0) })),
    calls: () => calls,
    trouble: (route, trouble, times) => troubles.plan(route, trouble, times),
    denyWrites: () => {
      denied = 'writes';
    },
    denyReads: () => {
      denied = 'reads';
    },
    heal: () => {
      troubles.heal();
      denied = 'nothing';
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

function createEntry(shelf: CacheShelf, scopes: readonly CacheScope[], body: Body, blobUrl: (id: string) => string): Reply {
  const reserved = shelf.reserve(scopes, String(body['key']), String(body['version']));
  switch (reserved.kind) {
    case 'denied':
      return { status: 200, body: { ok: false, message: 'cache write denied: token has no writable scopes' } };
    case 'exists':
      return { status: 409, body: { code: 'already_exists', msg: 'cache entry with the same key, version, and scope already exists' } };
    default:
      return { status: 200, body: { ok: true, signed_upload_url: blobUrl(reserved.entry.blob) } };
  }
}

function finishEntry(shelf: CacheShelf, blobs: BlobStore, scopes: readonly CacheScope[], body: Body): Reply {
  const entry = shelf.finish(scopes, String(body['key']), String(body['version']));
  const bytes = entry === undefined ? undefined : blobs.read(entry.blob);
  if (entry === undefined || bytes === undefined || String(bytes.length) !== String(body['size_bytes'])) {
    return { status: 404, body: { code: 'not_found', msg: 'cache entry not found' } };
  }
  return { status: 200, body: { ok: true, entry_id: entry.id } };
}

function findEntry(shelf: CacheShelf, scopes: readonly CacheScope[], body: Body, blobUrl: (id: string) => string): Reply {
  const restoreKeys = [body['restore_keys'] ?? []].flat();
  const found = shelf.find(scopes, [String(body['key']), ...restoreKeys], String(body['version']));
  switch (found.kind) {
    case 'denied':
      return { status: 403, body: { code: 'permission_denied', msg: 'cache read denied: token has no readable scopes' } };
    case 'miss':
      return { status: 200, body: { ok: false } };
    default:
      return { status: 200, body: { ok: true, signed_download_url: blobUrl(found.entry.blob), matched_key: found.entry.key } };
  }
}
