import { breakCommands } from './line.ts';

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18DFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Columns a text takes on a terminal. A variation selector makes a sign an emoji, two columns wide. */
export function columns(text: string): number {
  let sum = 0;
  for (const sign of text) sum += widthOf(sign);
  return sum;
}

/** A text of at most this many columns, with an ellipsis where it was cut. */
export function fitColumns(text: string, most: number): string {
  if (columns(text) <= most) return text;
  let kept = '';
  let room = most - 1;
  for (const sign of text) {
    room -= widthOf(sign);
    if (room < 0) break;
    kept += sign;
  }
  return most < 1 ? '' : `${kept}…`;
}

/** A text filled with spaces to this many columns, on the right or, for numbers, on the left. */
export function pad(text: string, to: number, side: 'left' | 'right' = 'right'): string {
  const space = ' '.repeat(Math.max(0, to - columns(text)));
  return side === 'right' ? text + space : space + text;
}

/** A text in lines of at most this many columns, broken at spaces where there are any; no line begins with a workflow command. */
export function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  // Breaking a command takes a column.
  for (const word of text.split(' ').flatMap((each) => pieces(each, most - 1))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columns(longer) < most) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].filter((each) => each !== '').map(breakCommands);
}

function pieces(word: string, most: number): readonly string[] {
  const result: string[] = [];
  let piece = '';
  for (const sign of word) {
    if (columns(piece) + widthOf(sign) > most) {
      result.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...result, piece];
}

function widthOf(sign: string): number {
  if (sign === '\uFE0F') return 1;
  if (/\p{M}/u.test(sign)) return 0;
  return wide.test(sign) ? 2 : 1;
}
