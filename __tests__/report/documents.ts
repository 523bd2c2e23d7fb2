import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import { crash, healthyRun, metrics, observe, self, stable } from './healthy-run.ts';
import { hostile } from './hostile.ts';
import { type Documents, limitsOf, unchanged, verdictOf } from './judged.ts';

const replay = (users: number): string =>
  `npx plimsoll replay 'u${users} closed mix=list:8,stock:2 think=0ms keys=100 d=2s warm=300ms seed=1180428'`;

function slow(): Documents {
  const broken: Finding = {
    kind: 'broken',
    id: 'property.stability',
    sentence: '`p95` is 790 ms of 500 ms at as few as 4 users',
    measured: 790,
    limit: 500,
    unit: 'ms',
    evidence: [
      '`mean` is 512 ms of 500 ms',
      'broke in 3 of 3 measurements: 790 ms, 802 ms, 781 ms',
      'held at 3 users; shrunk in 11 steps from 17 users',
    ],
    replay: replay(4),
  };
  const run: Run = {
    ...healthyRun,
    steady: observe(26.2),
    metrics: metrics(26.2, 0),
    findings: [crash, broken],
    counterexamples: [
      { property: 'property.stability', scenario: 'u4 closed mix=list:8,stock:2 think=0ms keys=100 d=2s warm=300ms seed=1180428' },
    ],
  };
  const [p95, mean, errors] = limitsOf(run);
  const findings = [broken, p95, mean, errors, crash].filter((finding) => finding !== undefined);
  const comparisons = unchanged(run).map((each): Comparison => {
    if (!/mean|p50|p95|p99|throughput/.test(each.metric)) return each;
    return {
      ...each,
      before: each.after / 26.2,
      changePercent: 2_520,
      intervalPercent: [2_400, 2_650],
      kind: 'inconclusive',
      reason: 'Suspect.',
    };
  });
  return {
    run,
    verdict: verdictOf(run, { kind: 'fail', blocks: true, reason: `${broken.sentence} 1 more finding is broken.`, findings, comparisons }),
  };
}

function failing(): Documents {
  const run: Run = { ...healthyRun, steady: observe(1, 1_934), metrics: metrics(1, 12) };
  const [p95, mean] = limitsOf(run);
  const broken: Finding = {
    kind: 'broken',
    id: 'limit.errors',
    sentence: '12 % of 16\u2009120 operations failed, above the limit of 5 %.',
    measured: 12,
    interval: [11.5, 12.5],
    limit: 5,
    unit: '%',
    evidence: ['list: 1\u2009934 of 12\u2009896 failed (15 %): status ×1\u2009934', 'list: status: 500, expected below 400'],
  };
  const findings = [broken, crash, stable, p95, mean].filter((finding) => finding !== undefined);
  return { run, verdict: verdictOf(run, { kind: 'fail', blocks: true, reason: broken.sentence, findings }) };
}

function inconclusive(): Documents {
  const sentence = 'Another job used half of this runner; a change under 23 % would have been invisible.';
  const run: Run = { ...healthyRun, self: { ...self, runner: { kind: 'spoiled', sentence } } };
  const spoiled: Finding = { kind: 'inconclusive', id: 'self.runner', sentence, measured: null, limit: null, unit: '', evidence: [] };
  const comparisons = unchanged(run).map((each): Comparison => ({
    ...each,
    kind: 'inconclusive',
    smallestDetectablePercent: 23,
    reason: sentence,
  }));
  return {
    run,
    verdict: verdictOf(run, {
      kind: 'inconclusive',
      reason: sentence,
      findings: [spoiled, ...run.findings, ...limitsOf(run)],
      comparisons,
    }),
  };
}

function notComparable(): Documents {
  const sentence = 'No baseline was found for this suite on this class of runner.';
  const comparisons = unchanged(healthyRun).map((each): Comparison => ({
    ...each,
    before: null,
    changePercent: null,
    intervalPercent: null,
    smallestDetectablePercent: null,
    kind: 'not-comparable',
    reason: 'No earlier run measured this.',
  }));
  const reason = `All 3 limits held, but there is nothing to compare with. ${sentence}`;
  return {
    run: healthyRun,
    verdict: verdictOf(healthyRun, { kind: 'not-comparable', reason, comparisons, baseline: { runs: 0, sentence } }),
  };
}

function regression(): Documents {
  const run: Run = {
    ...healthyRun,
    metrics: healthyRun.metrics.map((each) => (each.name === 'cpu-per-operation' ? { ...each, value: 0.46 } : each)),
  };
  const comparisons = unchanged(run).map((each): Comparison => {
    if (each.metric === 'cpu-per-operation') {
      return {
        ...each,
        before: 0.41,
        changePercent: 12.2,
        intervalPercent: [8, 16],
        kind: 'regression',
        reason: 'Three runs in a row were worse.',
      };
    }
    if (each.metric !== 'p95(list)') return each;
    return { ...each, before: 28.4, changePercent: 9, intervalPercent: [-2, 21], kind: 'inconclusive', reason: 'Among the worst of 24.' };
  });
  const broken: Finding = {
    kind: 'broken',
    id: 'regression.cpu-per-operation',
    sentence: 'cpu-per-operation went from 410 µs to 460 µs (+12 %).',
    measured: 0.46,
    limit: null,
    unit: 'ms',
    evidence: ['Three runs in a row were worse than each of the 20 before them.'],
  };
  const findings = [broken, ...run.findings, ...limitsOf(run)];
  return { run, verdict: verdictOf(run, { kind: 'fail', blocks: true, reason: broken.sentence, findings, comparisons }) };
}

function crashed(): Documents {
  const serviceOutput = ['shop listens on 127.0.0.1:40123', 'FATAL ERROR: Reached heap limit', '::add-path::/tmp/x', 'look ##[error]here'];
  const broken: Finding = {
    ...crash,
    kind: 'broken',
    sentence: 'The service was killed by SIGABRT during steady',
    measured: 1,
    evidence: serviceOutput,
  };
  const run: Run = { ...healthyRun, findings: [broken], searches: [], resources: null, serviceOutput };
  return { run, verdict: verdictOf(run, { kind: 'fail', blocks: true, reason: broken.sentence, findings: [broken, ...limitsOf(run)] }) };
}

export type Recorded = 'healthy' | 'slow' | 'errors' | 'inconclusive' | 'not-comparable' | 'regression' | 'crash' | 'hostile';

/** Every recorded run by the name of its folder in `fixtures/runs/`. */
export const documents: Readonly<Record<Recorded, Documents>> = {
  healthy: { run: healthyRun, verdict: verdictOf(healthyRun, {}) },
  slow: slow(),
  errors: failing(),
  inconclusive: inconclusive(),
  'not-comparable': notComparable(),
  regression: regression(),
  crash: crashed(),
  hostile: hostile(),
};
