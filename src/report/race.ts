import type { Race, RaceKind, RaceReport } from '../model/race.ts';
import { jsonText } from './json-text.ts';
import { oneLine } from './line.ts';
import { type Colour, type Paint, painter } from './paint.ts';
import { wrap } from './width.ts';

export interface RaceReportOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const widest = 100;
const narrowest = 40;
const longest = { name: 200, sentence: 500, line: 400, replay: 2_000 } as const;
const marks: Readonly<Record<RaceKind, string>> = { held: '✓', broken: '✗', inconclusive: '?' };
const colours: Readonly<Record<RaceKind, Colour>> = { held: 'green', broken: 'red', inconclusive: 'yellow' };

/** What came of a module's races, for a terminal: what is broken with all its evidence, and a command to copy that may be longer than a line. */
export function tellRaces(report: RaceReport, options: RaceReportOptions): string {
  const paint = painter(options.colour);
  const width = Math.min(widest, Math.max(narrowest, options.width));
  const title = wrap(oneLine(report.sentence, longest.sentence), width).map((line) => paint(colours[report.kind], paint('bold', line)));
  const blocks = [[...title, ...tellEvidence(report.evidence, width, paint)], ...report.races.map((race) => tellRace(race, width, paint))];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n\n${paint('dim', `seed ${report.seed}`)}\n`;
}

/** `plimsoll race --json`. The keys are promised to stay; `replay` is there where a run can be tried again. */
export function tellRacesJson({ kind, sentence, file, seed, evidence, races }: RaceReport): string {
  return jsonText({ schema: 'plimsoll.race/1', kind, sentence, file, seed, evidence, races: races.map(jsonRace) });
}

function jsonRace({ name, kind, sentence, runs, evidence, replay }: Race): unknown {
  return { name, kind, sentence, runs, evidence, ...(replay === undefined ? {} : { replay }) };
}

function tellRace({ kind, name, sentence, evidence, replay }: Race, width: number, paint: Paint): readonly string[] {
  const [first = '', ...others] = wrap(oneLine(name, longest.name), width - 4);
  return [
    `  ${paint(colours[kind], marks[kind])} ${paint('bold', first)}`,
    ...others.map((line) => `    ${paint('bold', line)}`),
    ...wrap(oneLine(sentence, longest.sentence), width - 4).map((line) => `    ${line}`),
    ...tellEvidence(evidence, width, paint),
    ...(replay === undefined ? [] : [`    ${paint('cyan', oneLine(replay, longest.replay))}`]),
  ];
}

function tellEvidence(evidence: readonly string[], width: number, paint: Paint): readonly string[] {
  return evidence.flatMap((line) => {
    // Steps are indented by who tells them; `oneLine` takes white space at the edges away.
    const indent = line.startsWith('  ') ? '        ' : '      ';
    return wrap(oneLine(line, longest.line), width - indent.length - 2).map((part, at) =>
      paint('dim', `${indent}${at === 0 ? '' : '  '}${part}`),
    );
  });
}
