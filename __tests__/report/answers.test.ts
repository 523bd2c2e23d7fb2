import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import type { LevelSeen } from '../../src/model/scaling.ts';
import { tellHtml } from '../../src/report/html.ts';
import { laidOut } from '../../src/report/line.ts';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { crash, healthyRun } from './healthy-run.ts';
import { verdictOf, type Documents } from './judged.ts';

const proof = [
  '3 of 4 812 operations prove it, by 2 of 20 users on 1 of 4 keys; in ms since the first of them:',
  'user 3 add: added 1, told 5  [====]                       0.00-4.20',
  'user 7 add: added 1, told 5     [=======]                 1.10-8.31',
  'user <b>: read "4"                         [=====]        9.00-12.0',
];
const none = { measured: null, limit: null, unit: 'count', evidence: [] } as const;
const lost: Finding = {
  ...none,
  kind: 'broken',
  id: 'consistency.lost-update',
  sentence: 'Lost 37 of 2\u2009000 acknowledged increments of "1": it went from 0 to 1\u2009963',
  measured: 37,
  limit: 0,
  evidence: proof,
  replay: "npx plimsoll replay 'u2 closed mix=add:1 think=0ms keys=1 d=500ms warm=0ms seed=1 seek=consistency'",
};
const held: Finding = {
  ...none,
  kind: 'held',
  id: 'isolation',
  sentence: '20 users were shown only their own, in 900 answers',
  measured: 0,
};
const unsure: Finding = {
  ...none,
  kind: 'inconclusive',
  id: 'consistency.linearizability',
  sentence: 'Whether what was read of 1 key fits one order cannot be told',
  evidence: ['not decided:', '"2":    too many of its operations overlap'],
};
const scaling: Finding = {
  ...none,
  kind: 'held',
  id: 'scaling',
  sentence: 'Throughput at 20 users is 1\u2009240/s [1\u2009180/s, 1\u2009300/s]: no peak seen up to 20 users',
  measured: 0,
  limit: 20,
  unit: '%',
  evidence: [
    '1 user: 180/s, p95 7 ms, 2 visits',
    '20 users: 1\u2009240/s, p95 21 ms, 2 visits',
    'capacity at p95 < 500 ms: > 20 users (not measured)',
  ],
};
const visit = (users: number, ratePerSecond: number, p95Ms: number | null): LevelSeen => ({
  users,
  ratePerSecond,
  p95Ms,
  errorsPercent: 0,
  cpuMsPerOperation: 0.4,
  rssBytes: 5 * 1_024 ** 2,
  generatorShare: 0.1,
});

function told(findings: readonly Finding[]): Documents {
  const phases: Run['phases'] = [
    ...healthyRun.phases,
    { name: 'consistency', durationMs: 2_000, summary: '20 users on 4 keys · 4\u2009812 operations judged' },
  ];
  const scaled = [visit(20, 1_200, 20), visit(1, 180, null), visit(20, 1_280, 22), visit(1, 180, 7)];
  const run: Run = { ...healthyRun, phases, scaling: scaled, findings: [crash, ...findings] };
  const isBroken = findings.some(({ kind }) => kind === 'broken');
  return {
    run,
    verdict: verdictOf(run, { kind: isBroken ? 'fail' : 'pass', blocks: isBroken, reason: lost.sentence, findings: [...findings, crash] }),
  };
}

const terminal = ({ run, verdict }: Documents): string => tellTerminal(run, verdict, { colour: false });
const markdown = ({ run, verdict }: Documents): string => tellMarkdown(run, verdict, { maxChars: 65_536, where: '' });
const html = ({ run, verdict }: Documents): string => tellHtml(run, verdict);

describe('a proof', () => {
  it('keeps its columns in every format, and stays harmless', () => {
    const documents = told([lost, held]);
    for (const line of proof.slice(1, 3)) {
      expect(terminal(documents)).toContain(`      ${line}\n`);
      expect(markdown(documents)).toContain(`\n${line}\n`);
      expect(html(documents)).toContain(`\n${line}\n`);
    }
    expect(html(documents)).not.toContain('user <b>');
    expect(html(documents)).toContain('user &lt;b&gt;: read &#34;4&#34;                         [=====]        9.00-12.0');
  });

  it('gives up its columns where it holds a credential, however far apart its words are', () => {
    const wide = `authorization:${' '.repeat(30)}bearer${' '.repeat(30)}c2VjcmV0LXRva2VuLXRoYXQtaXMtbG9uZw==`;
    expect(laidOut(wide, 300)).toBe('authorization: ***');
    expect(laidOut('a    b\tc\u2003d', 300)).toBe('a    b c d');
    expect(laidOut('x\u202Ey\n::error::z', 300)).toBe('xy : :error::z');
    expect(laidOut(`a${' '.repeat(400)}b`, 20)).toHaveLength(20);
  });
});

describe('the sections on answers and on scaling', () => {
  it('say in Markdown what was tried and what came of it; the proof of what broke stands above', () => {
    const text = markdown(told([lost, unsure, held]));
    expect(text).toContain('Consistency: 1 held, 1 broken, 1 unclear');
    expect(text).toContain('20 users on 4 keys · 4\u2009812 operations judged');
    expect(text).toContain('"2":    too many of its operations overlap');
    expect(text.split(proof[1] ?? '')).toHaveLength(2);
  });

  it('show a row for each number of users, fewest first, and below what they say together', () => {
    const documents = told([held, scaling]);
    expect(markdown(documents)).toMatch(
      /\| 1 user \| 180\/s \| 7 ms \| 0 % \| 400 µs \| 5 MB \| 2 \|\n\| 20 users \| 1\u2009240\/s \| 21 ms \| 0 % \|/,
    );
    expect(markdown(documents)).toContain('Scaling: ✅ Throughput at 20 users is');
    expect(terminal(documents)).toMatch(/ {2}users +throughput +p95 +errors +CPU +memory +visits\n {2}1 user +180\/s +7 ms/);
    expect(html(documents)).toMatch(/<th scope="row">1 user<\/th><td class="number">180\/s<\/td><td class="number">7 ms<\/td>/);
    for (const text of [markdown(documents), terminal(documents)]) {
      expect(text).toContain('capacity at p95 < 500 ms: > 20 users (not measured)');
      expect(text).not.toContain('1 user: 180/s');
    }
  });

  it('are left out where nobody looked', () => {
    const documents: Documents = { run: healthyRun, verdict: verdictOf(healthyRun, { findings: [crash] }) };
    for (const text of [markdown(documents), terminal(documents), html(documents)])
      expect(text).not.toMatch(/Consistency|Scaling|throughput +p95/);
  });
});
