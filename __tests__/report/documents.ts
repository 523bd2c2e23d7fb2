import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import { judge } from '../../src/verdict/judge.ts';
import { crash, healthyRun, metrics, noLeaks, observe, quiet, self, stable, used } from './healthy-run.ts';
import { hostile } from './hostile.ts';
import { type Documents, limitsOf, unchanged, verdictOf } from './judged.ts';
import { accepted, pairedInconclusive, pairedPass, pairedRegression } from './paired-documents.ts';

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
    findings: [crash, broken, ...noLeaks],
    counterexamples: [
      { property: 'property.stability', scenario: 'u4 closed mix=list:8,stock:2 think=0ms keys=100 d=2s warm=300ms seed=1180428' },
    ],
  };
  const [p95, mean, errors] = limitsOf(run);
  const findings = [broken, p95, mean, errors, crash, ...noLeaks].filter((finding) => finding !== undefined);
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
  const findings = [broken, crash, stable, ...noLeaks, p95, mean].filter((finding) => finding !== undefined);
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
    verdict: verdictOf(healthyRun, { kind: 'not-comparable', reason, comparisons, baseline: { runs: 0, pairs: 0, sentence } }),
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
    sentence: 'CPU per operation went from 410 µs to 460 µs (+12 %).',
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
  const run: Run = { ...healthyRun, findings: [broken], searches: [], resources: [], beside: [], operationCosts: [], serviceOutput };
  return { run, verdict: verdictOf(run, { kind: 'fail', blocks: true, reason: broken.sentence, findings: [broken, ...limitsOf(run)] }) };
}

/** A service that leaks, was short of cores, and did not give its sockets back. */
function leaking(): Documents {
  const leak: Finding = {
    kind: 'broken',
    id: 'leak.memory',
    sentence:
      'The service leaks 1.06 KB per operation: 256 MB are full after 211\u2009000 more. Introduced by this change: none of the last 12 runs leaked.',
    measured: 1_090,
    interval: [1_050, 1_130],
    limit: null,
    unit: 'B/operation',
    evidence: ['heap: 5.1 MB after 500 operations, 18.9 MB after 13\u2009200, ever 1.06 KB more', 'remember (server.js:41) holds 12.4 MB'],
  };
  const drain: Finding = {
    kind: 'broken',
    id: 'drain',
    sentence: '17 sockets did not come back after the load had stopped',
    measured: 17,
    limit: 0,
    unit: 'count',
    evidence: ['descriptors: 21 before the load, 38 after'],
  };
  const short = {
    ...quiet,
    sockets: { established: 1, listening: 1, closeWait: 17, passing: 2, others: 0 },
    waiting: 0.31,
    throttledMs: 1_240,
    groupPeakBytes: 268_435_456,
    cpuStall: 0.12,
    memoryStall: 0.03,
  };
  const run: Run = {
    ...healthyRun,
    startup: { readyMs: [410], emptyMs: [], failures: ['The service exited with status 1 after 0.2 s'] },
    resources: [
      { phase: 'steady', use: used(1.2, { first: 68, max: 240, last: 238 }, { first: 41, max: 58, last: 58 }, short) },
      { phase: 'sustained', use: used(0.9, { first: 50, max: 80, last: 80 }, { first: 21, max: 40, last: 25 }) },
      { phase: 'sustained', use: used(1.1, { first: 50, max: 120, last: 120 }, { first: 21, max: 44, last: 26 }) },
      { phase: 'drain', use: used(0, { first: 238, max: 238, last: 236 }, { first: 58, max: 58, last: 38 }, short) },
    ],
    beside: [],
    findings: [leak, drain, crash, stable, ...noLeaks.slice(1)],
  };
  const findings = [...run.findings, ...limitsOf(run)];
  return { run, verdict: verdictOf(run, { kind: 'fail', blocks: true, reason: `${leak.sentence} 1 more finding is broken.`, findings }) };
}

/** Earlier runs with a step of p95 twelve runs ago; none of them has measured memory. */
function trend(): Documents {
  const wiggles = [0.4, -0.8, 1.1, -0.2, 0.7, -1.2, 0.1, 0.9];
  const valueAt = (after: number, at: number, step: number): number =>
    Number(((after / (at < 12 ? 1 + step / 100 : 1)) * (1 + (wiggles[at % wiggles.length] ?? 0) / 100)).toPrecision(4));
  const runs = Array.from({ length: 24 }, (_, at) => ({
    createdAt: new Date(Date.UTC(2026, 0, 30 + at, 8)).toISOString(),
    commit: (0x7d3e0b1c55aa0 + 1_003 * at).toString(16),
    ref: 'refs/heads/main',
    runnerClass: runnerClass(healthyRun.runner),
    configHash: healthyRun.configHash,
    metrics: healthyRun.metrics
      .filter(({ name }) => name !== 'rss')
      .map((each) => ({ ...each, value: valueAt(each.value, at, each.name === 'p95' ? 8 : 0) })),
  }));
  const memory = {
    schema: 'plimsoll.baseline/1',
    suite: healthyRun.suite,
    repository: healthyRun.source.repository,
    runs,
    acceptances: [],
    counterexamples: [],
  } as const;
  return { run: healthyRun, verdict: judge(healthyRun, { kind: 'found', memory, sentence: '' }, runnerClass(healthyRun.runner)) };
}

export type Recorded =
  | 'healthy'
  | 'leak'
  | 'slow'
  | 'errors'
  | 'inconclusive'
  | 'not-comparable'
  | 'regression'
  | 'trend'
  | 'paired-pass'
  | 'paired-regression'
  | 'paired-inconclusive'
  | 'accepted'
  | 'crash'
  | 'hostile';

/** Every recorded run by the name of its folder in `fixtures/runs/`. */
export const documents: Readonly<Record<Recorded, Documents>> = {
  healthy: { run: healthyRun, verdict: verdictOf(healthyRun, {}) },
  slow: slow(),
  errors: failing(),
  inconclusive: inconclusive(),
  'not-comparable': notComparable(),
  regression: regression(),
  trend: trend(),
  'paired-pass': pairedPass(),
  'paired-regression': pairedRegression(),
  'paired-inconclusive': pairedInconclusive(),
  accepted: accepted(),
  crash: crashed(),
  leak: leaking(),
  hostile: hostile(),
};
