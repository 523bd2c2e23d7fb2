import { portTexts, shellLines } from '../driver/settings.ts';
import { isWithheld } from '../service/withheld.ts';
import type { ConfigPath } from './config-fault.ts';

/** Whether a text at this path is a line for the shell. */
export function isShellLine(path: ConfigPath): boolean {
  return [['service', 'start'], ['service', 'setup'], ...shellLines].some((place) => isAt(path, place));
}

/** Whether `${PORT}` means the service's port at this path. */
export function takesPort(path: ConfigPath): boolean {
  const [room, key] = path;
  return (room === 'service' && ['start', 'url', 'environment'].includes(String(key))) || portTexts.some((place) => isAt(path, place));
}

function isAt(path: ConfigPath, place: readonly string[]): boolean {
  return path.length === place.length && place.every((key, at) => key === '*' || key === path[at]);
}

/** Names of the variables in a line of shell: `${NAME}` and `$NAME`. */
export function readShellVariables(line: string): readonly string[] {
  const names = [...line.matchAll(/(?<![\\$])\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)].map((match) => match[1] ?? match[2] ?? '');
  return [...new Set(names)];
}

/** Undefined when the variable may be read at this path, otherwise what was expected instead. */
export function readableIn(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  path: ConfigPath,
  text: string,
): string | undefined {
  const inShell = isShellLine(path);
  // What no service gets, its load has no business with either.
  if (isWithheld(name)) return "a variable of your own: this one is the runner's, and no service gets it";
  if (!/^[A-Za-z_]\w*$/.test(name)) return 'the name of a variable in braces, or $${ for the two characters';
  if (name === 'PORT' && inShell && path[1] === 'start') return undefined;
  if (name === 'PORT')
    return `no \${PORT} here: it is known only where the service is started (service.start, url, environment), and in ${portTexts.map((place) => place.join('.')).join(' and ')}`;
  if (environment[name] !== undefined) return undefined;
  // A line of shell can set its own variables, and only names in capitals are the environment's by custom.
  if (inShell && (!/^[A-Z_][A-Z0-9_]*$/.test(name) || !text.includes(`\${${name}}`) || isSetIn(text, name))) return undefined;
  return 'a variable that is set';
}

function isSetIn(line: string, name: string): boolean {
  return new RegExp(`(?<![\\w$\\{])${name}\\b`).test(line);
}
