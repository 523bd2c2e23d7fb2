import type { Reading, Survey } from '../model/reading.ts';
import type { Monitor } from '../monitor/watch.ts';

/** What is seen of a process tree at one moment; nulls where nobody may look. */
export interface Glance {
  readonly reading: Reading | null;
  readonly survey: Survey | null;
}

/** Looks now. */
export async function glance(monitor: Monitor | null, how?: 'with-sockets'): Promise<Glance> {
  await monitor?.refresh();
  const survey = monitor?.survey(how) ?? null;
  // The last reading of what lives no more says nothing about now.
  const isGone = monitor === null || (survey === null && monitor.pids().length === 0);
  return { survey, reading: isGone ? null : (monitor.readings().at(-1) ?? null) };
}
