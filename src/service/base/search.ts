import type { World } from '../../world.ts';
import type { NoBase } from './base.ts';
import type { Clone } from './clone.ts';

/** A search for the base: where, and until when a remote may be asked. */
export interface Search {
  readonly clone: Clone;
  readonly world: World;
  /** On the world's clock. */
  readonly untilMs: number;
}

export type Found = { readonly kind: 'found'; readonly commit: string; readonly name: string } | NoBase;

/** What to do about a clone that does not hold enough. */
export function adviseFetch({ environment }: World): string {
  return environment['GITHUB_ACTIONS'] === 'true'
    ? 'set fetch-depth: 0 in actions/checkout'
    : 'fetch it first, e.g. with `git fetch --unshallow`';
}
