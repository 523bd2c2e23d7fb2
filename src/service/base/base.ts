import type { ServiceSettings } from '../settings.ts';

/** What the base is to be. */
export interface BaseWish {
  /** What the user named: a ref, or the directory of a second checkout; both null: the merge base with the branch it goes into. */
  readonly ref: string | null;
  readonly directory: string | null;
  /** Of a pull request, as the event tells it; null off pull requests. Hostile text. */
  readonly pullRequest: { readonly baseSha: string; readonly baseRef: string } | null;
  /** Empty where unknown. */
  readonly defaultBranch: string;
  /** Absolute paths of files and folders of our own: that they are not in git is no difference. `.plimsoll` is always one. */
  readonly overlook?: readonly string[];
}

/** The version that the present one is held against, ready to be set up. Disposing it leaves nothing behind, whatever happened to it. */
export interface Base extends AsyncDisposable {
  /** The head's, with the directory mapped into the base's checkout. */
  readonly settings: ServiceSettings;
  /** Empty where it is not known. */
  readonly commit: string;
  /** What it is, for people: `merge base with origin/main`, `HEAD~1`, `the checkout in ../old`. */
  readonly name: string;
  /** What whoever reads the comparison should know; a half-sentence each. */
  readonly notes: readonly string[];
}

/** There is none; `why` says in one sentence why, and what to do. */
export interface NoBase {
  readonly kind: 'none';
  readonly why: string;
  /** Whether that is because the present version is what others are held against: then nobody misses one. */
  readonly isHead?: true;
  /** Whether there is no repository to look for one in. */
  readonly isWithoutGit?: true;
}

export type Based =
  | { readonly kind: 'ready'; readonly base: Base }
  /** Nothing that git knows differs between the two, the working tree included. */
  | { readonly kind: 'same'; readonly commit: string; readonly name: string }
  | NoBase;

/** One sentence of several parts. */
export function noBase(why: string): NoBase {
  return { kind: 'none', why };
}
