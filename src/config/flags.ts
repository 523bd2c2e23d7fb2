import type { ConfigPath } from './config-fault.ts';

/** The small case: what flags or action inputs say, as text with units. They override the file. */
export interface Flags {
  readonly start?: string;
  readonly url?: string;
  readonly users?: string;
  readonly budget?: string;
  readonly suite?: string;
  readonly against?: string;
}

interface Place {
  readonly flag: keyof Flags;
  readonly path: readonly string[];
}

const places: readonly Place[] = [
  { flag: 'start', path: ['service', 'start'] },
  { flag: 'url', path: ['service', 'url'] },
  { flag: 'users', path: ['users'] },
  { flag: 'budget', path: ['budget'] },
  { flag: 'suite', path: ['suite'] },
  { flag: 'against', path: ['compare', 'against'] },
];

/** The flags that were given; an empty one is an action's input left out. */
export function givenFlags(flags: Flags): readonly Place[] {
  return places.filter(({ flag }) => (flags[flag] ?? '') !== '');
}

/** Lays the flags over the file's data. */
export function overlayFlags(data: unknown, flags: Flags): unknown {
  return givenFlags(flags).reduce<unknown>((under, { flag, path }) => put(under, path, flags[flag]), data);
}

/** The name under which the user gave the value at this path, when it came from a flag. */
export function originOf(path: ConfigPath, flags: Flags, inActions: boolean): string | undefined {
  const place = givenFlags(flags).find((candidate) => candidate.path.join('.') === path.join('.'));
  return place === undefined ? undefined : `${inActions ? 'input ' : '--'}${place.flag}`;
}

function put(under: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  // What is no mapping stays as it is: the file's fault is told, not hidden.
  if (under !== undefined && (typeof under !== 'object' || under === null || Array.isArray(under))) return under;
  const inner: unknown = under === undefined ? undefined : Object.entries(under).find(([key]) => key === step)?.[1];
  return { ...under, [step]: put(rest.length === 0 ? undefined : (inner ?? undefined), rest, value) };
}
