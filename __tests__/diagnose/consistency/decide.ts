import { judgeKey } from '../../../src/diagnose/consistency/judge-key.ts';
import { splitByKey } from '../../../src/diagnose/consistency/key-history.ts';
import { searchKey } from '../../../src/diagnose/consistency/search-key.ts';
import type { Act } from '../../../src/model/history.ts';

/** What is said of acts on one key. */
export function decide(acts: readonly Act[], maxStaleMs = 0): 'legal' | 'illegal' | 'unknown' | 'idle' {
  const [history] = splitByKey(acts, () => maxStaleMs);
  if (history === undefined) return 'idle';
  const { kind } = judgeKey(history);
  if (kind === 'open') return searchKey(history.effects, 1_000_000).kind;
  return kind === 'violated' ? 'illegal' : kind;
}
