import type { DriverSettings } from '../model/driver-settings.ts';

/** What drivers are given that may be secret: variables of their processes, and the passwords in their addresses, each under a name that says so. */
export function environmentsOf({ stdio, exec, module, postgres, redis }: DriverSettings): readonly Readonly<Record<string, string>>[] {
  return [
    stdio?.environment ?? {},
    exec?.environment ?? {},
    module?.environment ?? {},
    ...[postgres?.url, redis?.url].flatMap((url) =>
      url === undefined ? [] : passwordsOf(url).map((password) => ({ PASSWORD: password })),
    ),
  ];
}

/** As it is written, and as it is meant: what stands between the first colon and the last @ before the path, as clients read it. */
function passwordsOf(url: string): readonly string[] {
  const written = /^\w+:\/\/[^:@/?#]*:([^/?#]*)@/.exec(url)?.[1] ?? '';
  if (written === '') return [];
  try {
    return [...new Set([written, decodeURIComponent(written)])];
  } catch {
    return [written];
  }
}
