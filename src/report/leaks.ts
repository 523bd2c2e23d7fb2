import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { printPerOperation } from '../units/print.ts';
import { areaOf } from './name.ts';

/** What was found of leaks, all kinds of them together. */
export type Leaks =
  | { readonly kind: 'none-sought' }
  | { readonly kind: 'none' }
  /** Kinds that leak, and whether all of that is as the limits allow. */
  | { readonly kind: 'some'; readonly leaking: readonly Finding[]; readonly isAllowed: boolean }
  | { readonly kind: 'unclear' };

/** Whether a metric only repeats what a finding on leaks says: it is there for later runs, and for a limit. */
export function isLeakMetric(name: string): boolean {
  return /^leak(?:\(|$)/.test(name);
}

/** Sums up the leak findings of a verdict. What the run found broken and the verdict holds is a leak that its limit allows. */
export function leaksOf(run: Run, verdict: Verdict): Leaks {
  const found = verdict.findings.filter(({ id }) => areaOf(id) === 'leak');
  const isOfRun = (finding: Finding): boolean => run.findings.some(({ id, kind }) => id === finding.id && kind === 'broken');
  const leaking = found.filter((finding) => finding.kind === 'broken' || (finding.kind === 'held' && isOfRun(finding)));
  if (leaking.length > 0) return { kind: 'some', leaking, isAllowed: leaking.every(({ kind }) => kind === 'held') };
  if (found.length === 0) return { kind: 'none-sought' };
  return found.every(({ kind }) => kind === 'held') ? { kind: 'none' } : { kind: 'unclear' };
}

/** The leaks in a few words, to begin a line: `no leak (≤ 40 B per operation)`; empty where nobody looked. */
export function sayLeaks(run: Run, verdict: Verdict): string {
  const leaks = leaksOf(run, verdict);
  switch (leaks.kind) {
    case 'none-sought':
      return '';
    case 'none':
      return `no leak${sayMissed(verdict)}`;
    case 'unclear':
      return 'leaks unclear';
    case 'some':
      return `leaks ${leaks.leaking.map(sayLeak).join(', ')}${leaks.isAllowed ? ', as its limit allows' : ''}`;
    default:
      return leaks satisfies never;
  }
}

/** How much memory could have been missed; of what still fills up that is no telling number. */
function sayMissed({ findings }: Verdict): string {
  const memory = findings.find(({ id }) => id === 'leak.memory');
  if (memory !== undefined && /^filling up\b/i.test(memory.sentence)) return ', memory filling up';
  const most = memory?.interval?.[1] ?? 0;
  return most > 0 && Number.isFinite(most) ? ` (≤ ${printPerOperation(most, 'B/operation')})` : '';
}

/** Of the handles only what they are; how many stands in the findings. */
function sayLeak({ id, measured }: Finding): string {
  const what = kinds.find((kind) => id === `leak.${kind}`);
  if (what !== undefined) return what;
  return measured === null || !Number.isFinite(measured) ? 'memory' : printPerOperation(measured, 'B/operation');
}

const kinds = ['descriptors', 'threads', 'sockets'] as const;
