import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { printDuration } from '../units/print.ts';
import { totalMs } from './facts.ts';
import { isLeakMetric, leaksOf } from './leaks.ts';
import { areaOf } from './name.ts';
import { counted } from './value.ts';

/** How the findings came out: `5 held, 1 broken`. */
export function outcomes(findings: readonly Finding[]): string {
  const of = (kind: Finding['kind']): number => findings.filter((finding) => finding.kind === kind).length;
  const parts = [
    [of('held'), 'held'],
    [of('broken'), 'broken'],
    [of('inconclusive'), 'unclear'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? 'none' : said.join(', ');
}

/** ` · 46 scenarios tried`, or nothing when none were. */
export function tried(run: Run): string {
  const scenarios = run.searches.reduce((sum, search) => sum + search.scenarios, 0);
  return scenarios > 0 ? ` · ${counted(scenarios, 'scenario')} tried` : '';
}

/** The whole in one line: `17 metrics, 6 properties over 46 scenarios, no leak · 74 s`. */
export function inBrief(run: Run, verdict: Verdict): string {
  const properties = verdict.findings.filter((finding) => areaOf(finding.id) === 'property').length;
  const scenarios = run.searches.reduce((sum, search) => sum + search.scenarios, 0);
  return [
    counted(run.metrics.filter(({ name }) => !isLeakMetric(name)).length, 'metric'),
    properties === 0 ? '' : `, ${properties} ${properties === 1 ? 'property' : 'properties'}`,
    properties === 0 || scenarios === 0 ? '' : ` over ${counted(scenarios, 'scenario')}`,
    leaksOf(run, verdict).kind === 'none' ? ', no leak' : '',
    ` · ${printDuration(totalMs(verdict))}`,
  ].join('');
}
