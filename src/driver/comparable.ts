import type { DriverSettings } from '../model/driver-settings.ts';

/** What of the drivers' settings makes their numbers others. Addresses, secrets and which certificates are believed do not; our own client goes without saying. */
export function comparableDriver({ timeoutMs, maxBodyBytes, client, stdio, postgres, simulated }: DriverSettings): unknown {
  return {
    timeoutMs,
    maxBodyBytes,
    ...(client.kind === 'own' ? {} : { client }),
    ...(stdio === null ? {} : { stdio: { argv: stdio.argv, framing: stdio.framing, greetings: stdio.greetings } }),
    ...(postgres === null ? {} : { postgres: { pool: postgres.pool, prepare: postgres.prepare } }),
    // What is true of it is the service that is measured, not how.
    ...(simulated === null ? {} : { simulated: simulated.speed }),
  };
}
