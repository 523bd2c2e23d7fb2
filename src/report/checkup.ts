import type { Fitness, FitnessCheck, FitnessKind } from '../model/fitness.ts';
import type { Sensitivity } from '../model/sensitivity.ts';
import { type Colour, type Paint, painter } from './paint.ts';
import { plain, read } from './phrase.ts';
import { saySensitivity, type SensitivityRow } from './sensitivity.ts';
import { fitColumns, pad, wrap } from './width.ts';

export interface CheckupOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const widest = 100;
const narrowest = 40;
const marks: Readonly<Record<FitnessKind, string>> = { ok: '✅', limited: '⚪', unfit: '❌' };
const colours: Readonly<Record<FitnessKind, Colour>> = { ok: 'green', limited: 'yellow', unfit: 'red' };
const idColumns = 11;
const indent = 3;
/** Of a metric's name; narrow, for what is said of it must have room on any terminal. */
const nameColumns = 18;

/**
 * Whether a machine is fit to measure on, for a terminal: the answer first, then each check, what watching does, and what to do about it;
 * and what a comparison would see of the user's own service.
 */
export function tellCheckup({ kind, sentence, checks, watching }: Fitness, service: Sensitivity, options: CheckupOptions): string {
  const paint = painter(options.colour);
  const width = Math.min(widest, Math.max(narrowest, options.width));
  const answer = wrap(`${marks[kind]} ${plain(read(sentence))}`, width).map((line) => paint(colours[kind], paint('bold', line)));
  const blocks = [answer, ...[...checks, watching].map((check) => tellCheck(check, width, paint)), tellService(service, width, paint)];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function tellCheck(check: FitnessCheck, width: number, paint: Paint): readonly string[] {
  const room = width - indent - idColumns;
  const said = wrap(plain(read(check.sentence, 600)), room);
  const advised = check.kind === 'ok' ? [] : wrap(`→ ${plain(read(check.advice))}`, room).map((line) => paint(colours[check.kind], line));
  return under(marks[check.kind], check.id, [...said, ...advised]);
}

function tellService(service: Sensitivity, width: number, paint: Paint): readonly string[] {
  const { kind, sentence, advice, rows } = saySensitivity(service);
  const room = width - indent - idColumns;
  const colour = kind === null || kind === 'ok' ? null : colours[kind];
  const advised = advice === null ? [] : wrap(`→ ${plain(advice)}`, room).map((line) => (colour === null ? line : paint(colour, line)));
  return [
    ...under(kind === null ? '' : marks[kind], 'service', [...wrap(plain(sentence), room), ...advised]),
    ...rows.flatMap((row) => tellRow(row, width)),
  ];
}

/** Below the name of the check, for want of room. */
function tellRow({ name, said }: SensitivityRow, width: number): readonly string[] {
  return wrap(plain(said), width - indent - nameColumns).map(
    (line, index) => `${' '.repeat(indent)}${pad(index === 0 ? fitColumns(name, nameColumns - 1) : '', nameColumns)}${line}`,
  );
}

/** Lines beside a mark and a name. */
function under(mark: string, id: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? `${pad(mark, indent)}${pad(id, idColumns)}` : ' '.repeat(indent + idColumns)}${line}`);
}
