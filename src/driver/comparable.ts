import type { DriverSettings } from '../model/driver-settings.ts';
import { decideStdio, stdioSchema } from './stdio/settings.ts';

/**
 * What of the drivers' settings makes their numbers others. Addresses, secrets and which certificates are believed do not; our own client goes
 * without saying. `written`: the configuration as it is written, so that a token or a path from the environment neither changes it nor can be guessed from it.
 */
export function comparableDriver(settings: DriverSettings, written: unknown): unknown {
  const { timeoutMs, maxBodyBytes, client, stdio, postgres, simulated } = settings;
  return {
    timeoutMs,
    maxBodyBytes,
    ...(client.kind === 'own' ? {} : { client }),
    ...(stdio === null ? {} : { stdio: comparableStdio(written) }),
    ...(postgres === null ? {} : { postgres: { pool: postgres.pool, prepare: postgres.prepare } }),
    // What is true of it is the service that is measured, not how.
    ...(simulated === null ? {} : { simulated: simulated.speed }),
  };
}

function comparableStdio(file: unknown): unknown {
  const written: unknown = typeof file === 'object' && file !== null ? Reflect.get(file, 'stdio') : undefined;
  const parsed = stdioSchema.safeParse(written);
  // What only its variables make valid is compared by its text.
  if (!parsed.success) return written;
  const { argv, framing, greetings } = decideStdio(parsed.data);
  return { argv, framing, greetings };
}
