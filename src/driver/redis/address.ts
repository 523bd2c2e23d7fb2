import { isLoopback } from '../../units/loopback.ts';

/** Where a server is, and as whom it is asked for which database. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Null where nobody is named: then the password alone is said. */
  readonly user: string | null;
  /** Never told; null where none is asked for. */
  readonly password: string | null;
  readonly database: number;
}

const defaultPort = 6_379;
const port = '${PORT}';

/** Reads `redis://user:password@127.0.0.1:6379/0`; `servicePort` stands for `${PORT}`. Undefined where it is no such address, or not on this machine. */
export function readAddress(text: string, servicePort: number): Address | undefined {
  const filled = text.trim().replace(`:${port}`, `:${servicePort}`);
  if (!/^redis:\/\/[!-~]+$/i.test(filled) || filled.includes('${') || !URL.canParse(filled)) return undefined;
  const url = new URL(filled);
  const [user, password] = [decode(url.username), decode(url.password)];
  const database = /^\/?(\d{0,5})$/.exec(url.pathname)?.[1];
  if (!isLoopback(url.hostname) || url.port === '0' || url.search !== '' || url.hash !== '') return undefined;
  if (user === undefined || password === undefined || database === undefined || (user !== '' && password === '')) return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? defaultPort : Number(url.port),
    user: user === '' ? null : user,
    password: password === '' ? null : password,
    database: Number(database),
  };
}

/** Whether an address leaves the choice of the port to us. */
export function wantsPort(text: string): boolean {
  return text.includes(`:${port}`);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
