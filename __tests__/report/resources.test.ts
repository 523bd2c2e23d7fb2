import { describe, expect, it } from 'vitest';
import type { OperationCost } from '../../src/model/operation-cost.ts';
import type { Run } from '../../src/model/run.ts';
import { leaksOf } from '../../src/report/leaks.ts';
import { tellHtml } from '../../src/report/html.ts';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { operationTable } from '../../src/report/operation-table.ts';
import { plain } from '../../src/report/phrase.ts';
import { resourceFacts, resourceSummary } from '../../src/report/resource-facts.ts';
import { resourceTable } from '../../src/report/resource-table.ts';
import { rowsOf } from '../../src/report/rows.ts';
import { inBrief } from '../../src/report/tally.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { documents } from './documents.ts';
import type { Documents } from './judged.ts';

const bare = (part: Partial<Run>): Run => ({ ...documents.crash.run, startup: null, ...part });
const facts = ({ run, verdict }: Documents): readonly string[] =>
  resourceFacts(run, verdict).map(({ label, value }) => `${label}: ${plain(value)}`);
const shown = (text: string, from: string, lines: number): string => {
  const all = text.split('\n');
  return all
    .slice(all.findIndex((line) => line.includes(from)))
    .slice(0, lines)
    .join('\n');
};

function cost(name: string, part: Partial<OperationCost>): OperationCost {
  return { name, operations: 100, users: 20, cpuMsPerOperation: 1, answerBytes: 100, heldBytes: 0, heldDescriptors: 1, ...part };
}

describe('the resources in a terminal', () => {
  it('are a line for each phase and each neighbour, then what each operation costs, then what else there is to say', () => {
    const { run, verdict } = documents.healthy;
    expect(shown(tellTerminal(run, verdict, { colour: false }), '  phase ', 14)).toMatchInlineSnapshot(`
      "  phase                      CPU  memory    peak  descriptors  peak  threads
        warm-up             0.81 cores   68 MB   68 MB           41    41       11
        steady              0.66 cores   81 MB   84 MB           41    41       11
        operations           0.7 cores   82 MB  134 MB           41    61       11
        drain                  0 cores   64 MB   82 MB           21    41       11
        postgres beside it  0.21 cores  121 MB  121 MB           78    78       11

        operation alone              CPU  times  answer  memory held  descriptors held
        stock ← most CPU, memory  611 µs  ×2.88    18 B       2.6 MB                 1
        list                      212 µs     ×1   412 B          0 B                 1

        start-up       ready in 312 ms (an empty Node: 41 ms), 3 starts of 305 ms to 340 ms
        leaks          no leak (≤ 40 B per operation)
        descriptors    3 files, 2 sockets, 4 pipes, 12 others at the end"
    `);
  });

  it('tell of a leak, of a lost start, and of what the machine was short of; phases of several processes are one line', () => {
    const { run, verdict } = documents.leak;
    expect(shown(tellTerminal(run, verdict, { colour: false }), '  phase ', 20)).toMatchInlineSnapshot(`
      "  phase            CPU  memory    peak  descriptors  peak  threads
        steady     1.2 cores  238 MB  240 MB           58    58       11
        sustained     1 core  120 MB  120 MB           26    44       11
        drain        0 cores  236 MB  238 MB           38    58       11

        operation alone              CPU  times  answer  memory held  descriptors held
        stock ← most CPU, memory  611 µs  ×2.88    18 B       2.6 MB                 1
        list                      212 µs     ×1   412 B          0 B                 1

        start-up       ready in 410 ms; 1 start failed · The service exited with status 1 after 0.2 s
        leaks          1.06 KB per operation
        descriptors    3 files, 2 sockets, 4 pipes, 12 others at the end
        sockets        1 established, 1 listening, 17 left by the other end and not closed, 2 opening or
                       closing at the end
        control group  stopped by its CPU quota for 1.24 s in steady, 1.24 s in drain; at most 256 MB
        pressure       0.31 threads waited for a core, CPU short for 12 % of steady, memory short for 3 %
                       of steady

        compared with  24 earlier runs of the default branch, the last of 2026-03-01.
        noise          mean 0.9 %, p50 0.9 %, p95 0.9 %, p99 0.9 %, errors 0 points, throughput 0.9 %,"
    `);
  });

  it('are nothing at all where nothing was watched', () => {
    const { verdict } = documents.crash;
    const run = bare({});
    expect([resourceTable(run), operationTable(run), resourceFacts(run, { ...verdict, findings: [] })]).toEqual([null, null, []]);
    expect(tellTerminal(run, verdict, { colour: false })).not.toMatch(/^ {2}(phase|operation alone|leaks|start-up)/m);
    expect(tellHtml(run, { ...verdict, findings: [] })).not.toContain('<h2>Resources</h2>');
    expect(resourceSummary(run, { ...verdict, findings: [] })).toBe('not watched');
  });
});

describe('the title of the resources', () => {
  const titled = ({ run, verdict }: Documents): string | undefined =>
    /Resources: ([^*<]*)/.exec(tellMarkdown(run, verdict, { maxChars: 65_536, where: '' }))?.[1];

  it('begins with the leak, and ends with what came back', () => {
    expect(titled(documents.healthy)).toBe('no leak (≤ 40 B per operation), 41 descriptors, back to 21 after drain');
    expect(titled(documents.leak)).toBe('leaks 1.06 KB per operation, 58 descriptors, back to 38 after drain');
  });

  it('says what is not back', () => {
    const { run, verdict } = documents.leak;
    const resources = run.resources.map((each) =>
      each.phase === 'drain' ? { ...each, use: { ...each.use, descriptors: { first: 58, max: 58, last: 58 } } } : each,
    );
    expect(resourceSummary({ ...run, resources }, verdict)).toBe('leaks 1.06 KB per operation, 58 descriptors, 58 after drain');
  });

  it('has CPU and memory where nobody looked for leaks', () => {
    const { run, verdict } = documents.healthy;
    expect(resourceSummary(run, { ...verdict, findings: [] })).toBe('0.66 cores, 84 MB, 41 descriptors, back to 21 after drain');
  });
});

describe('what one operation costs', () => {
  const told = (...operationCosts: readonly OperationCost[]): readonly string[] | undefined =>
    operationTable(bare({ operationCosts }))?.rows.map(({ what, numbers }) => [plain(what), ...numbers].join(' | '));

  it('is told dearest first, each against the cheapest, and what the dearest are dearest in', () => {
    expect(
      told(
        cost('list', { cpuMsPerOperation: 0.2 }),
        cost('export', { cpuMsPerOperation: 0.3, heldBytes: 50 * 1_024 ** 2, answerBytes: 5_242_880 }),
        cost('report', { cpuMsPerOperation: 12, heldDescriptors: 9 }),
      ),
    ).toEqual([
      'report ← most CPU, descriptors | 12 ms | ×60 | 100 B | 0 B | 9',
      'export ← most memory | 300 µs | ×1.5 | 5 MB | 50 MB | 1',
      'list | 200 µs | ×1 | 100 B | 0 B | 1',
    ]);
  });

  it('calls none the dearest that may be as dear as the next, or that is alone', () => {
    expect(told(cost('a', { cpuMsPerOperation: 1.1 }), cost('b', {}))).toEqual([
      'a | 1.1 ms | ×1.1 | 100 B | 0 B | 1',
      'b | 1 ms | ×1 | 100 B | 0 B | 1',
    ]);
    expect(told(cost('a', { heldBytes: 9e5 }), cost('b', {}))?.[0]).toBe('a | 1 ms | ×1 | 100 B | 879 KB | 1');
    expect(told(cost('a', { heldBytes: 9e7 }))).toEqual(['a | 1 ms | ×1 | 100 B | 85.8 MB | 1']);
  });

  it('is – where it could not be known', () => {
    expect(told(cost('a', { cpuMsPerOperation: null, heldBytes: null, heldDescriptors: null }))).toEqual(['a | – | – | 100 B | – | –']);
    expect(told(cost('a', { cpuMsPerOperation: 0 }))).toEqual(['a | 0 ms | – | 100 B | 0 B | 1']);
  });
});

describe('start-up', () => {
  const said = (startup: Run['startup']): string | undefined => {
    const { verdict } = documents.crash;
    return facts({ run: bare({ startup }), verdict: { ...verdict, findings: [] } })[0];
  };

  it('is told with what an empty program takes beside it', () => {
    expect(said({ readyMs: [340, 305, 312], emptyMs: [43, 41, 40], failures: [] })).toBe(
      'Start-up: ready in 312 ms (an empty Node: 41 ms), 3 starts of 305 ms to 340 ms',
    );
    expect(said({ readyMs: [312], emptyMs: [], failures: [] })).toBe('Start-up: ready in 312 ms');
  });

  it('is told with the starts that failed', () => {
    expect(said({ readyMs: [312], emptyMs: [], failures: ['it said @octocat'] })).toBe(
      'Start-up: ready in 312 ms; 1 start failed · it said @octocat',
    );
    expect(said({ readyMs: [], emptyMs: [41], failures: ['a', 'b', 'c', 'd'] })).toBe('Start-up: never ready; 4 starts failed · a · b · c');
    expect(said({ readyMs: [], emptyMs: [41], failures: [] })).toBeUndefined();
  });
});

describe('a start-up that held', () => {
  it('is told once, by its metric', () => {
    const { run, verdict } = documents.healthy;
    const started = { kind: 'held', id: 'startup', sentence: 'x', measured: 312, limit: null, unit: 'ms', evidence: [] } as const;
    const rows = rowsOf(run, { ...verdict, findings: [...verdict.findings, started] });
    expect(rows.filter(({ what }) => plain(what) === 'startup')).toHaveLength(1);
  });
});

describe('leaks', () => {
  const { run, verdict } = documents.leak;
  const allowed: Documents = {
    run: { ...run, findings: run.findings.filter(({ id }) => id !== 'drain') },
    verdict: {
      ...verdict,
      kind: 'pass',
      findings: verdict.findings
        .filter(({ id }) => id !== 'drain')
        .map((finding) => (finding.id === 'leak.memory' ? { ...finding, kind: 'held' as const } : finding)),
    },
  };

  it('that a limit allows are told as leaks all the same', () => {
    expect(leaksOf(allowed.run, allowed.verdict)).toMatchObject({ kind: 'some', isAllowed: true });
    expect(resourceSummary(allowed.run, allowed.verdict)).toMatch(/^leaks 1\.06 KB per operation, as its limit allows, 58 descriptors/);
    expect(inBrief(allowed.run, allowed.verdict)).not.toContain('no leak');
  });

  it('are none while memory fills up, and that is said instead of a bound', () => {
    const findings = documents.healthy.verdict.findings.map((finding) =>
      finding.id === 'leak.memory' ? { ...finding, sentence: 'Filling up, not leaking: 5 MB, then 9 MB' } : finding,
    );
    expect(resourceSummary(documents.healthy.run, { ...documents.healthy.verdict, findings })).toMatch(
      /^no leak, memory filling up, 41 descriptors/,
    );
  });

  it('that could not be told are no green', () => {
    const findings = documents.healthy.verdict.findings.map((finding) =>
      finding.id === 'leak.memory' ? { ...finding, kind: 'inconclusive' as const, measured: null } : finding,
    );
    const open = { ...documents.healthy.verdict, findings };
    expect(resourceSummary(documents.healthy.run, open)).toMatch(/^leaks unclear/);
    expect(inBrief(documents.healthy.run, open)).not.toContain('no leak');
  });

  it('of nothing have no number: the slope of what does not leak is noise', () => {
    const rows = rowsOf(documents.healthy.run, documents.healthy.verdict).map(({ what, now }) => `${plain(what)}: ${plain(now)}`);
    expect(rows).toContain('leak · memory: none');
    const beside = rowsOf(run, verdict).map(({ what, now }) => `${plain(what)}: ${plain(now)}`);
    expect(beside).toEqual(expect.arrayContaining(['leak · memory: 1.06 KB/op', 'leak · sockets: none']));
    expect(rowsOf(allowed.run, allowed.verdict).map(({ what, now }) => `${plain(what)}: ${plain(now)}`)).toContain(
      'leak · memory: 1.06 KB/op',
    );
    expect(rows.some((row) => row.startsWith('leak:') || row.startsWith('leak of'))).toBe(false);
  });

  it('have a row of their metric where it has a limit, in the unit of that limit', () => {
    const limit = { kind: 'broken', id: 'limit.leak', sentence: 'x', measured: 5e9, limit: 5e7, unit: 'B/h', evidence: [] } as const;
    const row = rowsOf(run, { ...verdict, findings: [...verdict.findings, limit] }).find(({ what }) => plain(what) === 'leak');
    expect([plain(row?.now ?? []), plain(row?.limit ?? [])]).toEqual(['4.66 GB/h', '47.7 MB/h']);
  });
});
