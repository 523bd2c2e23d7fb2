import type { Extent, ResourceUse } from '../model/reading.ts';
import type { PhaseResources, Run } from '../model/run.ts';
import { printBytes, printCores, printCount } from '../units/print.ts';
import { type NumberRow, type NumberTable, known } from './numbers.ts';
import { code, joined, type Phrase, read, words } from './phrase.ts';

/** What the service used phase by phase, and in steady what was watched beside it; null where nothing could be watched. */
export function resourceTable({ resources, beside }: Run): NumberTable | null {
  if (resources.length === 0 && beside.length === 0) return null;
  return {
    head: ['phase', 'CPU', 'memory', 'peak', 'descriptors', 'peak', 'threads'],
    rows: [
      ...oneEach(resources).map(({ phase, use }) => row(read(phase, 40), use)),
      ...beside.map(({ name, use }) => row(joined([...code(name), ...words(' beside it')]), use)),
    ],
  };
}

/** Memory and descriptors as they were at the end of the phase, and the most there were. */
function row(what: Phrase, { cores, rssBytes, peakRssBytes, descriptors, threads }: ResourceUse): NumberRow {
  return {
    what,
    numbers: [
      known(cores, printCores),
      known(rssBytes.last, printBytes),
      known(peakRssBytes ?? rssBytes.max, printBytes),
      known(descriptors?.last ?? null, printCount),
      known(descriptors?.max ?? null, printCount),
      known(threads?.max ?? null, printCount),
    ],
  };
}

/** A phase that several processes went through one after another is one line. */
function oneEach(resources: readonly PhaseResources[]): readonly PhaseResources[] {
  const phases = new Map<PhaseResources['phase'], ResourceUse>();
  for (const { phase, use } of resources) {
    const before = phases.get(phase);
    phases.set(phase, before === undefined ? use : merged(before, use));
  }
  return [...phases].map(([phase, use]) => ({ phase, use }));
}

function merged(a: ResourceUse, b: ResourceUse): ResourceUse {
  const cpuMs = a.cpuMs + b.cpuMs;
  const durationMs = a.durationMs + b.durationMs;
  const peaks = [a, b].flatMap(({ peakRssBytes }) => peakRssBytes ?? []);
  return {
    ...b,
    readings: a.readings + b.readings,
    durationMs,
    cpuMs,
    cores: cpuMs / durationMs,
    rssBytes: spanned(a.rssBytes, b.rssBytes),
    peakRssBytes: peaks.length === 0 ? null : Math.max(...peaks),
    descriptors: a.descriptors === null || b.descriptors === null ? b.descriptors : spanned(a.descriptors, b.descriptors),
    threads: a.threads === null || b.threads === null ? b.threads : spanned(a.threads, b.threads),
  };
}

function spanned(a: Extent, b: Extent): Extent {
  return { first: a.first, max: Math.max(a.max, b.max), last: b.last };
}
