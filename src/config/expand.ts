import { rooms } from '../driver/settings.ts';
import type { ConfigFault, ConfigPath } from './config-fault.ts';
import { lookUp } from './look-up.ts';
import { isShellLine, readShellVariables, readableIn, takesPort } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expanded {
  readonly data: unknown;
  readonly faults: readonly ConfigFault[];
}

/** Few aliases can stand for very many values; more than this is no configuration. */
const maxValues = 100_000;
/** A longer line of shell is refused anyway. */
const maxLine = 65_536;

/** Puts the environment's values in place of `${NAME}` in every text, once; `$${` is a plain `${`, and `${PORT}` is the service's to fill. */
export function expandVariables(data: unknown, environment: Environment): Expanded {
  const faults: ConfigFault[] = [];
  const ownOf = (room: string): Environment => {
    const own = lookUp(data, [room, 'environment']);
    return typeof own === 'object' && own !== null ? { ...own } : {};
  };
  const inShell: Environment = Object.assign({ ...environment }, ...['service', ...rooms].map(ownOf));
  let values = 0;

  const expandText = (text: string, path: ConfigPath): string => {
    if (isShellLine(path)) {
      // The shell expands it: pasted in by us, a hostile value (a branch name, say) would be read as a command.
      if (text.length <= maxLine) faults.push(...readShellVariables(text).flatMap((name) => faultOf(name, path, text)));
      return text;
    }
    return text.replace(/(\$?)\$\{([^}]*)(\}?)/g, (whole, escape: string, name: string, end: string) => {
      if (escape !== '') return whole.slice(1);
      if (name === 'PORT' && takesPort(path)) return whole;
      const found = faultOf(end === '' ? '' : name, path, text);
      faults.push(...found);
      return found.length > 0 ? whole : (environment[name] ?? '');
    });
  };

  const faultOf = (name: string, path: ConfigPath, text: string): readonly ConfigFault[] => {
    const expected = readableIn(isShellLine(path) ? inShell : environment, name, path, text);
    return expected === undefined ? [] : [{ path, expected, found: `\${${name}}` }];
  };

  const expand = (value: unknown, path: ConfigPath): unknown => {
    values += 1;
    if (values > maxValues) return null;
    if (typeof value === 'string') return expandText(value, path);
    if (Array.isArray(value)) return value.map((item: unknown, index) => expand(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key])]));
  };

  const expanded = expand(data, []);
  if (values > maxValues)
    return { data: null, faults: [{ path: [], expected: `at most ${maxValues} values`, found: 'more, by its aliases' }] };
  return { data: expanded, faults };
}
