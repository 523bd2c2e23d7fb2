import { sayIdentifier } from '../units/say-metric.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, read, words } from './phrase.ts';

/** `p95(list)` → p95 of `list`; `cpu-per-operation` → CPU per operation. */
export function metricName(name: string): Phrase {
  const match = /^([^()]+)\((.*)\)$/su.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) return spoken(name);
  return joined([...spoken(match[1]), ...words(' of '), ...code(match[2])]);
}

/** `leak.memory` → leak · memory. */
export function findingName(id: string): Phrase {
  const dot = id.indexOf('.');
  return dot < 0 ? spoken(id) : joined([...spoken(id.slice(0, dot)), ...words(' · '), ...metricName(id.slice(dot + 1))]);
}

/** What a finding is about: the part of its identifier before the first dot. */
export function areaOf(id: string): string {
  return id.split('.', 1)[0] ?? '';
}

/** The metric that a `limit.` or `regression.` finding judges, or null. */
export function judgedMetric(id: string): string | null {
  return /^(?:limit|regression)\.(.+)$/su.exec(id)?.[1] ?? null;
}

function spoken(identifier: string): Phrase {
  return read(sayIdentifier(identifier), 80);
}
