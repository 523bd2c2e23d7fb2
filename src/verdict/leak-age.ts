import type { Finding } from '../model/finding.ts';
import type { RememberedRun } from '../model/memory.ts';
import { median } from '../stats/median.ts';
import { printPerOperation, printValue } from '../units/print.ts';

/** Runs that agree before anything is said of a leak's age; one alone may have been too short to see it. */
const agreeing = 3;
const mostShown = 10;
/** Estimates of one and the same leak differ by less than this. */
const noise = 0.2;

/**
 * Says of a leak whether this change brought it or it is old, as far as the earlier runs tell that may be compared with this one, oldest
 * first. What blocks stays the same: an old leak is a leak.
 */
export function tellAge(finding: Finding, earlier: readonly RememberedRun[]): Finding {
  const what = /^leak\.(.+)$/.exec(finding.id)?.[1];
  if (what === undefined || finding.kind !== 'broken' || finding.measured === null) return finding;
  const name = what === 'memory' ? 'leak' : `leak(${what})`;
  const before = earlier.flatMap(({ metrics }) =>
    metrics
      .filter((metric) => metric.name === name && (metric.unit === finding.unit || metric.value === 0))
      .slice(0, 1)
      .map(({ value }) => value),
  );
  const said = before.length < agreeing ? null : sayAge(finding, finding.measured, before);
  if (said === null) return finding;
  const shown = before.slice(-mostShown).map((value) => printValue(value, finding.unit));
  return {
    ...finding,
    sentence: `${finding.sentence.replace(/[^.!?]$/, '$&.')} ${said}.`,
    evidence: [...finding.evidence, `leaked in earlier runs, the last one last: ${shown.join(', ')}`],
  };
}

function sayAge({ interval, unit }: Finding, now: number, before: readonly number[]): string {
  const last = before.slice(-agreeing);
  const leaking = last.filter((value) => value > 0);
  if (leaking.length === 0) {
    const since = before.findLastIndex((value) => value > 0) + 1;
    return `Introduced by this change: none of the last ${before.length - since} runs leaked`;
  }
  if (leaking.length < agreeing) return `Not of this change alone: ${leaking.length} of the last ${agreeing} runs leaked as well`;
  const usual = printPerOperation(median(last), unit);
  const [low, high] = interval ?? [now, now];
  if (low > Math.max(...last) && now > (1 + noise) * Math.max(...last))
    return `Worse than before: the last ${agreeing} runs leaked ${usual}`;
  if (high < Math.min(...last) && now < (1 - noise) * Math.min(...last))
    return `Old, and less than before: the last ${agreeing} runs leaked ${usual}`;
  return `Old: the last ${agreeing} runs leaked as much`;
}
