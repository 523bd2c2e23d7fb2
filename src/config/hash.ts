import { createHash } from 'node:crypto';

/** First 16 hex digits of the sha256 of plain data, whatever the order of its keys. */
export function hashOf(data: unknown): string {
  return createHash('sha256').update(stableText(data)).digest('hex').slice(0, 16);
}

function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stableText(item)}`).join(',')}}`;
}
