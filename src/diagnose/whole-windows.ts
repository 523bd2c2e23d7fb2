import type { Window } from '../model/observation.ts';

/** The last window may be a remainder, and what is told of it rests on a few answers. */
export function wholeWindows(windows: readonly Window[]): readonly Window[] {
  const widthMs = windows[0]?.durationMs ?? 0;
  return windows.filter(({ durationMs }) => durationMs >= widthMs / 2);
}
