import { redact } from './redact.ts';

/**
 * Makes foreign text one harmless line: control, bidirectional and invisible characters dropped, white space joined,
 * credentials blotted out, no workflow command left in it, at most `max` UTF-16 units.
 */
export function oneLine(text: string, max: number): string {
  return finish(redact(visibleIn(text, max, joinedSpace), []), max);
}

/** The same for a place where each sign has its column: white space stays as wide as it is, but for a line in which it parts a credential. */
export function laidOut(text: string, max: number): string {
  const visible = visibleIn(text, max, joinedSpace);
  return redact(visible, []) === visible ? finish(visibleIn(text, max, anySpace), max) : oneLine(text, max);
}

/** The thin space groups the digits of our own numbers. */
const joinedSpace = /[^\S\u2009]+/g;
const anySpace = /[^\S\u2009]/g;

function visibleIn(text: string, max: number, space: RegExp): string {
  const start = text.length > 4 * max + 1_000 ? text.slice(0, 4 * max + 1_000) : text;
  return start
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .replace(space, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
}

function finish(line: string, max: number): string {
  return cap(breakCommands(line), max);
}

/** Shortens text to `max` UTF-16 units with an ellipsis, never inside a surrogate pair. */
export function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const end = max - 1;
  return `${text.slice(0, isLowSurrogate(text, end) ? end - 1 : end)}…`;
}

/** Breaks what a runner would take for a command: `##[…]` anywhere, `::…` where a line begins or may begin once it is wrapped. */
export function breakCommands(line: string): string {
  return line.replace(/##(?=\[)/g, '# #').replace(/(^|\s):(?=:)/g, '$1: ');
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
