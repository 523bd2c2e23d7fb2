/** A ref's cache as a token may use it. */
export interface CacheScope {
  readonly scope: string;
  readonly permission: 'read' | 'write' | 'read-write';
}

const bits = { read: 1, write: 2, 'read-write': 3 } as const;

/** An ACTIONS_RUNTIME_TOKEN as the runner gets it: cache scopes (current ref first) in `ac`, the run in `scp`. Not signed. */
export function runtimeToken(options: { readonly scopes: readonly CacheScope[]; readonly run?: string; readonly job?: string }): string {
  const claims = {
    ac: JSON.stringify(options.scopes.map(({ scope, permission }) => ({ Scope: scope, Permission: bits[permission] }))),
    scp: `Actions.Results:${options.run ?? '1'}:${options.job ?? '1'}`,
  };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${Buffer.from('unsigned').toString('base64url')}`;
}

/** Scopes as GitHub grants them (platform research, 2.5): a pull request reads its base and the default branch, and writes only itself. */
export function scopesOf(run: { readonly ref: string; readonly base?: string; readonly defaultBranch?: string }): readonly CacheScope[] {
  const main = `refs/heads/${run.defaultBranch ?? 'main'}`;
  const readable = [...new Set([run.base ?? main, main])].filter((ref) => ref !== run.ref);
  return [{ scope: run.ref, permission: 'read-write' }, ...readable.map((scope) => ({ scope, permission: 'read' as const }))];
}

/** Reads the scopes back from an Authorization header; none from one that is not ours. */
export function readScopes(authorization: string | undefined): readonly CacheScope[] {
  const payload = /^Bearer [^.]+\.([^.]+)\./.exec(authorization ?? '')?.[1];
  if (payload === undefined) return [];
  const claims: { readonly ac?: string } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const granted: readonly { readonly Scope: string; readonly Permission: number }[] = JSON.parse(claims.ac ?? '[]');
  return granted.map(({ Scope, Permission }) => ({
    scope: Scope,
    permission: Permission === 3 ? 'read-write' : Permission === 2 ? 'write' : 'read',
  }));
}
