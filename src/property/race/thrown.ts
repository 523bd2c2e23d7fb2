import * as fc from 'fast-check';
import { shorten } from './shorten.ts';

const mostLines = 8;
const mostPlaces = 3;
const longestLine = 300;
/** Frames that are not the user's. */
const notTheirs = /\bnode:|[\\/]racer\.js:/;

/** What was thrown, as lines: what it says first, then where it came from. Never throws, because users may throw anything. */
export function tellThrown(thrown: unknown): readonly string[] {
  try {
    if (!(thrown instanceof Error)) return [shorten(`threw ${fc.stringify(thrown)}`, longestLine)];
    const said = linesOf(`${thrown.name}: ${thrown.message}`).slice(0, mostLines);
    const places = linesOf(thrown.stack ?? '').filter((line) => /^\s+at /.test(line) && !notTheirs.test(line));
    return [...said, ...places.slice(0, mostPlaces)].map((line) => shorten(line.trim(), longestLine));
  } catch {
    return ['threw something that cannot be printed'];
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}
