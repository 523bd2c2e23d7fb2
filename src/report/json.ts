import type { Verdict } from '../model/verdict.ts';
import { jsonText } from './json-text.ts';

/** Keys in the order people read them; all others follow by the alphabet. */
const order: readonly string[] = [
  'schema suite kind reason blocks id sentence metric measured interval limit unit evidence replay toldBy',
  'before after commit createdAt runsAgo changeIn changePercent intervalPercent smallestDetectablePercent noisePercent accepted shift trail',
  'findings comparisons baseline self cost runs pairs',
  'startup warm-up steady operations scaling consistency isolation fairness coordination cache sessions properties constraints sustained limits drain paired',
].flatMap((line) => line.split(' '));

/** `verdict.json`: the same verdict always gives the same text. */
export function tellJson(verdict: Verdict): string {
  return jsonText(sorted(verdict));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

function place(key: string): number {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}
