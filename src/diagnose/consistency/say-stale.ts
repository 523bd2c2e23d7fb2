import { printDuration } from '../../units/print.ts';
import type { Effect } from './effect.ts';
import { nameUser, quote } from './name.ts';
import type { StaleRead } from './prove-stale.ts';
import type { StaleSession } from './session-values.ts';

/** `User 7 read "a" of "k" 12 ms after "b" had taken its place`. */
export function sayStaleRead(key: string, { read, seen }: StaleRead): string {
  const lateMs = read.act.calledAtMs - seen.latestMs;
  const said = `${nameUser(read)} read ${sayValue(read)} of ${quote(key)} ${printDuration(lateMs)} after ${sayValue(seen)} had taken its place`;
  return `${said}${sayAllowance(read)}`;
}

/** `User 7 wrote "b" to "k", and then read "a", which is older`. */
export function sayStaleSession(key: string, { known, read }: StaleSession): string {
  const did = known.act.deed.kind === 'read' ? `read ${sayValue(known)} of ${quote(key)}` : `wrote ${sayValue(known)} to ${quote(key)}`;
  return `${nameUser(read)} ${did}, and then read ${sayValue(read)}, which is older${sayAllowance(read)}`;
}

/** What a read was allowed, when it was allowed anything. */
export function sayAllowance({ act, earliestMs }: Effect): string {
  const allowedMs = act.calledAtMs - earliestMs;
  return allowedMs > 0 ? `; ${printDuration(allowedMs)} are allowed` : '';
}

/** The value that an operation wrote or saw. */
export function sayValue({ act: { deed } }: Effect): string {
  return deed.kind === 'increment' ? String(deed.after) : quote(deed.value ?? '');
}
