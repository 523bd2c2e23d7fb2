import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/model/progress.ts';
import { tellProgress } from '../../src/report/progress.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { documents } from './documents.ts';
import { control } from './inert.ts';

const at = { elapsedMs: 28_400, budgetMs: 120_000 };
const line = (event: Progress): string => tellProgress(event, { colour: false, width: 100 });

describe('the terminal', () => {
  it('tells the verdict, what broke with evidence and replay command, the table, and how it was measured', () => {
    const { run, verdict } = documents.slow;
    const text = tellTerminal(run, verdict, { colour: false });
    expect(text.split('\n').slice(0, 12).join('\n')).toMatchInlineSnapshot(`
      "❌ Plimsoll: p95 is 790 ms of 500 ms at as few as 4 users (and 1 more)

        ✗ p95 is 790 ms of 500 ms at as few as 4 users (property.stability)
            \`mean\` is 512 ms of 500 ms
            broke in 3 of 3 measurements: 790 ms, 802 ms, 781 ms
            held at 3 users; shrunk in 11 steps from 17 users
          npx plimsoll replay 'u4 closed mix=list:8,stock:2 think=0ms keys=100 d=2s warm=300ms seed=1180428'

        ✗ p95 was 812 ms, above its limit of 500 ms (limit.p95)
            list: 812 ms over 492 operations
            stock: 812 ms over 123 operations
      "
    `);
    expect(text).toMatch(/❌ p95 +31 ms +812 ms/u);
  });

  it('shows the few numbers that matter when all is quiet, counts the rest, and leaves out columns in which nothing stands', () => {
    const { run, verdict } = documents.healthy;
    const text = tellTerminal(run, { ...verdict, comparisons: [] }, { colour: false });
    expect(text.split('\n').slice(1, 15).join('\n')).toMatchInlineSnapshot(`
      "
         what                  now  limit
      ✅ p95                 31 ms 500 ms
      ✅ mean                12 ms 500 ms
      ✅ errors                0 %    5 %
      ⚪ throughput        1 612/s
      ⚪ CPU per operation  410 µs
      ⚪ peak memory         84 MB
      ⚪ 17 others: not compared

        operation   count  errors      min     mean   median      p95      p99      max
        all        16 120       0   2.1 ms    12 ms   9.8 ms    31 ms    44 ms    81 ms
        list       12 896       0   2.1 ms    12 ms   9.8 ms    31 ms    44 ms    81 ms
        stock       3 224       0  2.31 ms  13.2 ms  10.8 ms  34.1 ms  48.4 ms  89.1 ms"
    `);
  });

  it('uses colour only when asked', () => {
    const { run, verdict } = documents.slow;
    expect(tellTerminal(run, verdict, { colour: false })).not.toMatch(control);
    expect(tellTerminal(run, verdict, { colour: true })).toContain(`${String.fromCharCode(27)}[31m`);
  });

  it('breaks the workflow commands a service prints', () => {
    const { run, verdict } = documents.crash;
    const text = tellTerminal(run, verdict, { colour: false });
    expect(text).toContain('      : :add-path::/tmp/x\n      look # #[error]here\n');
  });
});

describe('the progress line', () => {
  it('tells each kind of event on one line', () => {
    const seen = { requests: 4_812, errors: 12, p95Ms: 7.2, inFlight: 20, answered: 4_800, timedOut: 0, slowestMs: 31, flights: [] };
    const load = { elapsedMs: 4_000, measuring: true, ...seen };
    const lines = [
      line({ kind: 'note', text: 'no baseline' }),
      line({ kind: 'phase-began', phase: 'startup', elapsedMs: 0, budgetMs: 120_000 }),
      line({ kind: 'phase-ended', phase: { name: 'startup', durationMs: 2_104, summary: 'ready in 312 ms' }, ...at }),
      line({ kind: 'phase-moved', phase: 'steady', detail: '', load, ...at }),
      line({ kind: 'phase-moved', phase: 'properties', detail: '31/46 scenarios · 1 being confirmed', load: null, ...at }),
    ];
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "  no baseline
      ▸ startup                                                                             0.0 s of 2 min
        startup      ready in 312 ms                                                                 2.1 s
      ▸ steady       █████░░░░░░░░░░░░░░░  p95 7.2 ms · 0.2 % errors                       28.4 s of 2 min
      ▸ properties   █████████████░░░░░░░  31/46 scenarios · 1 being confirmed             28.4 s of 2 min"
    `);
  });
});
