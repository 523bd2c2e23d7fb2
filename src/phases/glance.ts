import type { Reading, Survey } from '../model/reading.ts';
import type { Monitor } from '../monitor/watch.ts';

/** What is seen of a process tree at one moment; nulls where nobody may look. */
export interface Glance {
  readonly reading: Reading | null;
  readonly survey: Survey | null;
}

/** Looks now; where only a look a second is to be had, at what the last one saw. */
export function glance(monitor: Monitor | null, how?: 'with-sockets'): Glance {
  const survey = monitor?.survey(how) ?? null;
  return { survey, reading: monitor?.readings().at(-1) ?? null };
}
