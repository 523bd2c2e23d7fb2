import { isLoopback } from '../../units/loopback.ts';
import { brief, hostAndPort } from '../brief.ts';

/** Where a server is, and as whom it is asked for what. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Never told. */
  readonly password: string;
  readonly database: string;
  /** Settings of the session, as `-c search_path=shop`; empty for none. */
  readonly options: string;
  readonly applicationName: string;
}

const defaultPort = 5_432;
// Anywhere else it would be read as something it will not be.
const portAfterHost = /:\$\{PORT\}(?=[/?]|$)/;

/** Reads `postgres://user:password@127.0.0.1:5432/database`; `servicePort` stands for `${PORT}`. Undefined where it is no such address, or not on this machine. */
export function readAddress(text: string, servicePort: number): Address | undefined {
  const filled = text.trim().replace(portAfterHost, `:${servicePort}`);
  if (!/^postgres(ql)?:\/\/[!-~]+$/i.test(filled) || filled.includes('${') || !URL.canParse(filled)) return undefined;
  const url = new URL(filled);
  const user = decode(url.username);
  const password = decode(url.password);
  const database = decode(url.pathname.slice(1));
  if (!isLoopback(url.hostname) || url.hash !== '' || url.port === '0') return undefined;
  if (user === undefined || user === '' || password === undefined || database === undefined || database.includes('/')) return undefined;
  if (![...url.searchParams].every(([name, value]) => isKnown(name, value))) return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? defaultPort : Number(url.port),
    user,
    password,
    database: database === '' ? user : database,
    options: url.searchParams.get('options') ?? '',
    applicationName: url.searchParams.get('application_name') ?? 'plimsoll',
  };
}

/** Without the password, and short: its parts may be as long as they like. */
export function sayAddress(address: Address): string {
  return `${brief(address.user)}@${hostAndPort(address)}/${brief(address.database)}`;
}

/** A server on this machine needs no TLS, and what else is asked for in an address is not passed over. */
function isKnown(name: string, value: string): boolean {
  if (name === 'sslmode') return ['disable', 'allow', 'prefer'].includes(value);
  return name === 'application_name' || name === 'options';
}

function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
