import { delimiter, isAbsolute, join, relative } from 'node:path';
import type { ServiceSettings } from '../settings.ts';
import { lies } from './spot.ts';

/** Variables that say where code is looked for: one that leads into the head has the base run the head's code. */
const ways: readonly string[] = ['PATH', 'GITHUB_WORKSPACE', 'PWD', 'NODE_PATH', 'PYTHONPATH', 'RUBYLIB', 'PERL5LIB', 'CLASSPATH'];

/** Two checkouts by their roots, absolute with links resolved. */
export interface Roots {
  readonly head: string;
  readonly base: string;
}

/** The head's settings for the base: its directory, absolute with links resolved, and such variables moved from one checkout into the other. */
export function mapSettings(
  settings: ServiceSettings,
  directory: string,
  roots: Roots,
  environment: Readonly<Record<string, string | undefined>>,
): ServiceSettings {
  const moved = ways.flatMap((name) => {
    const value = settings.environment[name] ?? environment[name];
    if (value === undefined) return [];
    const mapped = value
      .split(delimiter)
      .flatMap((path) => mapWay(name, path, roots))
      .join(delimiter);
    return mapped === value ? [] : [[name, mapped] as const];
  });
  return {
    ...settings,
    directory: mapPath(directory, roots),
    environment: { ...settings.environment, ...Object.fromEntries(moved) },
  };
}

/** A command or variable that names the head's checkout makes the base run or read what is in there; a half-sentence for each. */
export function noteHeadPaths(settings: ServiceSettings, head: string): readonly string[] {
  const said = (['setup', 'start'] as const).flatMap((key) => {
    const command = settings[key];
    if (command === null) return [];
    return names(command.kind === 'shell' ? command.line : command.argv.join('\n'), head) ? [`service.${key}`] : [];
  });
  const variables = Object.entries(settings.environment).flatMap(([name, value]) =>
    names(value, head) && !ways.includes(name) ? [`service.environment.${name}`] : [],
  );
  return [...said, ...variables].map(
    (key) => `${key} names the head's own folder, so the base uses what is in there; write paths from the service's directory`,
  );
}

/** A program that the base does not have is the head's, as it would be without us. */
function mapWay(name: string, path: string, roots: Roots): readonly string[] {
  const mapped = mapPath(path, roots);
  return name === 'PATH' && mapped !== path ? [mapped, path] : [mapped];
}

function mapPath(path: string, { head, base }: Roots): string {
  return isAbsolute(path) && lies(path, head) ? join(base, relative(head, path)) : path;
}

function names(text: string, folder: string): boolean {
  for (let at = text.indexOf(folder); at !== -1; at = text.indexOf(folder, at + 1)) {
    if (!/[\w.-]/.test(text.charAt(at + folder.length))) return true;
  }
  return false;
}
