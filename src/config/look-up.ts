import type { ConfigPath } from './config-fault.ts';

/** The value at a path of plain data; undefined when there is none. */
export function lookUp(data: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined),
    data,
  );
}
