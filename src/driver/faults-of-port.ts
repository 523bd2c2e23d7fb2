import type { DriverGiven } from './decide-driver.ts';

/** Drivers whose server may be the service that is started. */
const served = ['postgres', 'redis'] as const;

/** Where `${PORT}` stands though no service is started that could listen there. Nothing is taken for sound. */
export function faultsOfPort(
  given: Partial<DriverGiven>,
  isStarted: boolean,
): readonly { readonly path: readonly string[]; readonly expected: string }[] {
  if (isStarted) return [];
  return served.flatMap((key) => {
    const own: unknown = given[key];
    const url: unknown = typeof own === 'object' && own !== null ? Reflect.get(own, 'url') : undefined;
    if (typeof url !== 'string' || !url.includes('${PORT}')) return [];
    return [{ path: [key, 'url'], expected: 'a fixed port, because without service.start nothing is started on ${PORT}' }];
  });
}
