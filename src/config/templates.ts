import type { ConfigFault, ConfigPath } from './config-fault.ts';
import { nearest } from './nearest.ts';

const names = ['uuid', 'n', 'key', 'user', 'last', 'payload'] as const;
const expected = 'only {{uuid}}, {{n}}, {{key}}, {{user}}, {{last}}, {{last+1}} and {{payload}}';

/** Faults of the `{{…}}` in an operation's texts: only names that the driver fills are known. */
export function checkTemplates(data: unknown, path: ConfigPath): readonly ConfigFault[] {
  if (typeof data === 'string') return unknownTemplates(data).map((name) => faultOf(name, path));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const inner = [...path, Array.isArray(data) ? Number(key) : key];
    return [...unknownTemplates(key).map((name) => faultOf(name, inner)), ...checkTemplates(value, inner)];
  });
}

function unknownTemplates(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)]
    .map((match) => (match[1] ?? '').trim())
    .filter((name) => !names.some((known) => known === name) && !/^last\+\d{1,9}$/.test(name));
}

function faultOf(name: string, path: ConfigPath): ConfigFault {
  const meant = nearest(name, names);
  return { path, expected, found: `{{${name}}}`, ...(meant === undefined ? {} : { meant: `{{${meant}}}` }) };
}
