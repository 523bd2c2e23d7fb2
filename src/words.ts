import { constants } from 'node:os';
import type { Ending } from './model/ending.ts';
import type { Runner } from './model/run.ts';

/** How a service ended, to follow its name: `exited with status 1`. */
export function sayEnding(ending: Ending): string {
  if (ending.kind === 'vanished') return 'stopped listening';
  if (ending.kind === 'killed') return `was killed by ${ending.signal}`;
  // A shell tells its child's signal as 128 + its number.
  const signal = Object.entries(constants.signals).find(([, number]) => number === ending.code - 128)?.[0];
  return `exited with status ${ending.code}${signal === undefined ? '' : ` (${signal})`}`;
}

/** The processor of a machine: `AMD EPYC 7763 ×4`. May hold hostile text. */
export function sayCpu({ cpuModel, cores }: Pick<Runner, 'cpuModel' | 'cores'>): string {
  return `${cpuModel} ×${cores}`;
}

/** What to do about a certificate that is not believed, by the code of the failed handshake; undefined for any other code. */
export function sayDistrust(code: string): string | undefined {
  // OpenSSL's reasons as Node names them, and Node's own for a name that does not match.
  const reason =
    /^(?:CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;
  return reason.test(code) ? `certificate not trusted (${code}): set tls: { ca: FILE } or tls: { insecure: true }` : undefined;
}
