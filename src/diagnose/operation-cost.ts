import type { Observation } from '../model/observation.ts';
import type { OperationCost } from '../model/operation-cost.ts';
import type { ResourceUse } from '../model/reading.ts';

/** A load of one operation alone. */
export interface Slice {
  readonly observation: Observation;
  /** Null where the service could not be watched. */
  readonly use: ResourceUse | null;
  /** Held just before; null where nobody could look. */
  readonly idle: { readonly rssBytes: number; readonly descriptors: number | null } | null;
}

/** A collected heap comes and goes by this much and by this share, whatever an operation holds. */
const noiseBytes = 32 * 1_024 ** 2;
const noiseShare = 0.25;

/** What one kind of operation costs, from slices of a load that had nothing else in it; null when none of it was answered. */
export function costOf(name: string, slices: readonly Slice[]): OperationCost | null {
  const totals = slices.map(({ observation }) => observation.total);
  const operations = sum(totals.map(({ requests }) => requests));
  if (operations === 0) return null;
  const watched = slices.filter(({ use, observation }) => use !== null && observation.total.requests > 0);
  const watchedOperations = sum(watched.map(({ observation }) => observation.total.requests));
  return {
    name,
    operations,
    users: Math.max(...slices.map(({ observation }) => observation.peakInFlight)),
    cpuMsPerOperation: watchedOperations === 0 ? null : sum(watched.map(({ use }) => use?.cpuMs ?? 0)) / watchedOperations,
    answerBytes: sum(totals.map(({ bytes }) => bytes)) / operations,
    heldBytes: most(slices.map(heldBytes)),
    heldDescriptors: most(slices.map(heldDescriptors)),
  };
}

/** What memory rose by at the worst moment, shared among the operations that were in flight then. */
function heldBytes({ observation, use, idle }: Slice): number | null {
  if (use === null || idle === null || observation.peakInFlight === 0) return null;
  const growth = Math.max(use.peakRssBytes ?? 0, use.rssBytes.max) - idle.rssBytes;
  return growth <= Math.max(noiseBytes, noiseShare * idle.rssBytes) ? 0 : growth / observation.peakInFlight;
}

function heldDescriptors({ observation, use, idle }: Slice): number | null {
  if (use === null || use.descriptors === null || idle === null || idle.descriptors === null || observation.peakInFlight === 0) return null;
  return Math.max(0, use.descriptors.max - idle.descriptors) / observation.peakInFlight;
}

function most(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
