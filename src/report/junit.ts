import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { headline } from './headline.ts';
import { escapeHtml } from './escape.ts';
import { oneLine } from './line.ts';
import { areaOf } from './name.ts';
import { isAccepted } from './order.ts';
import { replayText } from './replay.ts';

const mostLines = 200;
const longestLine = 1_000;

/** The findings for tools that read JUnit: a suite per area, a case per finding; unclear ones are skipped, never green. */
export function tellJunit(run: Run, verdict: Verdict): string {
  const areas = new Map<string, Finding[]>();
  for (const finding of verdict.findings) {
    const area = areaOf(finding.id);
    areas.set(area, [...(areas.get(area) ?? []), finding]);
  }
  const suites = [...areas].flatMap(([area, findings]) => suite(area, findings, run.suite, notesOf(verdict)));
  const name = attribute(`plimsoll ${verdict.suite}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${comment(headline(run, verdict))} -->`,
    `<testsuites name="${name}" ${counts(verdict.findings)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

/** By a finding's identifier: who lets pass what got worse, and why. */
type Notes = ReadonlyMap<string, string>;

function notesOf({ comparisons }: Verdict): Notes {
  return new Map(comparisons.filter(isAccepted).map(({ metric, accepted }) => [`regression.${metric}`, `accepted: ${accepted ?? ''}`]));
}

function suite(area: string, findings: readonly Finding[], of: string, notes: Notes): readonly string[] {
  const cases = findings.flatMap((finding) => testcase(finding, `${of}.${area}`, notes.get(finding.id)));
  return [`  <testsuite name="${attribute(area)}" ${counts(findings)}>`, ...cases, '  </testsuite>'];
}

function testcase(finding: Finding, of: string, note: string | undefined): readonly string[] {
  const open = `    <testcase classname="${attribute(of)}" name="${attribute(finding.id)}"`;
  const message = `message="${attribute(finding.sentence)}"`;
  switch (finding.kind) {
    case 'held':
      return note === undefined
        ? [`${open}/>`]
        : [`${open}>`, `      <system-out>${escapeHtml(legal(oneLine(note, longestLine)))}</system-out>`, '    </testcase>'];
    case 'inconclusive':
      return [`${open}>`, `      <skipped ${message}/>`, '    </testcase>'];
    case 'broken':
      return [
        `${open}>`,
        `      <failure type="${attribute(finding.id)}" ${message}>${escapeHtml(evidence(finding))}</failure>`,
        '    </testcase>',
      ];
    default:
      return finding satisfies never;
  }
}

function evidence(finding: Finding & { readonly kind: 'broken' }): string {
  const lines = finding.evidence.slice(0, mostLines).map((line) => legal(oneLine(line, longestLine)));
  return [...lines, ...(finding.replay === undefined ? [] : [`replay: ${legal(replayText(finding.replay).text)}`])].join('\n');
}

function counts(findings: readonly Finding[]): string {
  const failures = findings.filter((finding) => finding.kind === 'broken').length;
  const skipped = findings.filter((finding) => finding.kind === 'inconclusive').length;
  return `tests="${findings.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function attribute(text: string): string {
  return escapeHtml(legal(oneLine(text, longestLine)));
}

/** Two dashes end an XML comment. */
function comment(text: string): string {
  return legal(text).replace(/-(?=-)/g, '- ');
}

/** XML forbids these even as references. */
function legal(text: string): string {
  return text.replace(/[\uFFFE\uFFFF]/g, '');
}
