import type { Paired } from '../model/paired.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { code, joined, type Phrase, read, words } from './phrase.ts';

/** The pairs that the verdict is about, though there be none; null where it is about other runs, whatever this one was paired with. */
export function pairedWith({ base }: Run, { baseline: { runs, pairs } }: Verdict): Paired | null {
  if (base.kind !== 'paired' || runs > 0) return null;
  return pairs > 0 || base.paired.pairs.length === 0 ? base.paired : null;
}

/** `4f2c1e9 (merge base with main)`. */
export function baseName({ commit, name }: Pick<Paired, 'commit' | 'name'>): Phrase {
  const said = read(name, 100);
  if (commit === '') return said.length === 0 ? words('the base') : said;
  return joined([...code(commit.slice(0, 7)), ...(said.length === 0 ? [] : [...words(' ('), ...said, ...words(')')])]);
}
