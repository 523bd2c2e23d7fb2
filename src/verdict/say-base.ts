import type { BaseSeen } from '../model/paired.ts';

/** What became of the base, where it was not measured; empty where nobody asked for it. */
export function sayBase(base: Exclude<BaseSeen, { readonly kind: 'paired' }>): string {
  switch (base.kind) {
    case 'same':
      return `Nothing changed that is measured: for git this is the same as ${base.name}${sayCommit(base.commit)}.`;
    case 'absent':
      return `The base could not be had. ${base.why}`;
    case 'unasked':
      return '';
    default:
      return base satisfies never;
  }
}

/** ` (4f2c1e9)`; empty where no commit is known. */
export function sayCommit(commit: string): string {
  return commit === '' ? '' : ` (${commit.slice(0, 7)})`;
}
