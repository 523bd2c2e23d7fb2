import type { Fitness, FitnessCheck, FitnessKind } from '../model/fitness.ts';
import { type Colour, type Paint, painter } from './paint.ts';
import { plain, read } from './phrase.ts';
import { pad, wrap } from './width.ts';

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

/** Whether a machine is fit to measure on, for a terminal: the answer first, then each check, what watching does, and what to do about it. */
export function tellCheckup({ kind, sentence, checks, watching }: Fitness, options: CheckupOptions): string {
  const paint = painter(options.colour);
  const width = Math.min(widest, Math.max(narrowest, options.width));
  const answer = wrap(`${marks[kind]} ${plain(read(sentence))}`, width).map((line) => paint(colours[kind], paint('bold', line)));
  return `${[answer, ...[...checks, watching].map((check) => tellCheck(check, width, paint))].map((block) => block.join('\n')).join('\n\n')}\n`;
}

function tellCheck(check: FitnessCheck, width: number, paint: Paint): readonly string[] {
  const room = width - indent - idColumns;
  const said = wrap(plain(read(check.sentence, 600)), room);
  const advised = check.kind === 'ok' ? [] : wrap(`→ ${plain(read(check.advice))}`, room).map((line) => paint(colours[check.kind], line));
  return [...said, ...advised].map((line, index) => {
    const head = index === 0 ? `${pad(marks[check.kind], indent)}${pad(check.id, idColumns)}` : ' '.repeat(indent + idColumns);
    return `${head}${line}`;
  });
}
