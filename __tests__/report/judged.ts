import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import type { Verdict } from '../../src/model/verdict.ts';

/** A run and what was judged of it: what `fixtures/runs/` holds as JSON. */
export interface Documents {
  readonly run: Run;
  readonly verdict: Verdict;
}

function within(name: string, unit: string, value: number, percent: number): Comparison {
  return {
    metric: name,
    unit,
    before: unit === '%' ? value - percent : value / (1 + percent / 100),
    after: value,
    changePercent: percent,
    ...(unit === '%'
      ? { changeIn: 'points', intervalPercent: [percent - 0.2, percent + 0.2], smallestDetectablePercent: 0.5, noisePercent: 0 }
      : { changeIn: 'percent', intervalPercent: [percent - 2, percent + 2], smallestDetectablePercent: 3.6, noisePercent: 0.94 }),
    trail: [],
    shift: null,
    accepted: null,
    kind: 'no-change',
    reason: `Within what earlier runs did. ${unit === '%' ? 'A step of 0.5 points would mostly have shown.' : 'A step of 3.6 % would mostly have shown at once, a lasting one of 3 % by the third run.'}`,
  };
}

/** Every metric as it was before. */
export function unchanged(run: Run): readonly Comparison[] {
  return run.metrics.map(({ name, unit, value }, index) => within(name, unit, value, unit === '%' ? 0 : ((index * 5) % 7) / 2 - 1.5));
}

function limitFinding(run: Run, name: string): Finding {
  const value = run.metrics.find((each) => each.name === name)?.value ?? 0;
  const limit = run.policy.limits.find((each) => each.metric === name) ?? { metric: name, max: 0, unit: 'ms' };
  const said = `${name} was ${value.toFixed(0)} ${limit.unit}`;
  const rest = { id: `limit.${name}`, measured: value, limit: limit.max, unit: limit.unit };
  return value <= limit.max
    ? { ...rest, kind: 'held', sentence: `${said}, within its limit of ${limit.max} ${limit.unit}.`, evidence: [] }
    : {
        ...rest,
        kind: 'broken',
        sentence: `${said}, above its limit of ${limit.max} ${limit.unit}.`,
        evidence: [
          `list: ${value.toFixed(0)} ${limit.unit} over 492 operations`,
          `stock: ${value.toFixed(0)} ${limit.unit} over 123 operations`,
        ],
      };
}

/** The judged limits of a run's policy. */
export function limitsOf(run: Run): readonly Finding[] {
  return run.policy.limits.map((limit) => limitFinding(run, limit.metric));
}

/** A passing verdict, with what is different. */
export function verdictOf(run: Run, over: Partial<Verdict>): Verdict {
  return {
    schema: 'plimsoll.verdict/1',
    suite: run.suite,
    kind: 'pass',
    reason: 'All 3 limits held, and nothing got worse than in 24 earlier runs.',
    blocks: false,
    findings: [...run.findings, ...limitsOf(run)],
    comparisons: unchanged(run),
    baseline: { runs: 24, pairs: 0, sentence: '24 earlier runs of the default branch, the last of 2026-03-01.' },
    self: run.self,
    cost: { phaseMs: Object.fromEntries(run.phases.map((phase) => [phase.name, phase.durationMs])) },
    ...over,
  };
}
