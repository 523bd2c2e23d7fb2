import type { ConfigFault, ConfigPath } from './config-fault.ts';
import { nearest } from './nearest.ts';

const names = ['uuid', 'n', 'key', 'user', 'last', 'payload'] as const;
const expected = 'only {{uuid}}, {{n}}, {{key}}, {{user}}, {{last}}, {{last+1}} and {{payload}}';
const expectedLater = `${expected}, and {{read.COLUMN}}, {{read.COLUMN+1}} or {{read.COLUMN-1}} of an earlier statement`;

/** Faults of the `{{…}}` in an operation's texts: only names that the driver fills are known. */
export function checkTemplates(data: unknown, path: ConfigPath): readonly ConfigFault[] {
  if (typeof data === 'string') return unknownTemplates(data, path).map((name) => faultOf(name, path));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const inner = [...path, Array.isArray(data) ? Number(key) : key];
    return [...unknownTemplates(key, inner).map((name) => faultOf(name, inner)), ...checkTemplates(value, inner)];
  });
}

function unknownTemplates(text: string, path: ConfigPath): readonly string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)]
    .map((match) => (match[1] ?? '').trim())
    .filter((name) => !names.some((known) => known === name) && !/^last\+\d{1,9}$/.test(name))
    .filter((name) => !readsEarlier(path) || !/^read\.[A-Za-z_]\w{0,62}([+-]\d{1,9})?$/.test(name));
}

/** Whether a text at this path may hold what an earlier statement of the same transaction told. */
function readsEarlier(path: ConfigPath): boolean {
  return path[0] === 'operations' && path[2] === 'transaction' && path[4] === 'values';
}

function faultOf(name: string, path: ConfigPath): ConfigFault {
  const meant = nearest(name, names);
  return {
    path,
    expected: readsEarlier(path) ? expectedLater : expected,
    found: `{{${name}}}`,
    ...(meant === undefined ? {} : { meant: `{{${meant}}}` }),
  };
}
