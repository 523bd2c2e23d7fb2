import { isWithheld } from './withheld.ts';

/** The environment a service or its setup is given: ours without the runner's secrets and command files, then `extra`, which wins. */
export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  extra: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && !isWithheld(entry[0]));
  return Object.fromEntries([...kept, ...Object.entries(extra)]);
}
