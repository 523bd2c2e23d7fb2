import { oneLine } from '../../one-line.ts';

const longest = 300;

/** What was thrown, in one line. Never throws, because users may throw anything. */
export function sayThrown(thrown: unknown): string {
  try {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `threw ${say(thrown)}`;
    return oneLine(text.slice(0, longest * 4)).slice(0, longest);
  } catch {
    return 'threw something that cannot be printed';
  }
}

function say(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null ? (JSON.stringify(thrown) ?? 'an object') : String(thrown);
}
