import { isIPv4 } from 'node:net';

/** Reads an http or https address on this machine, `${PORT}` allowed as its port; without a trailing slash. Undefined for any other address. */
export function readLoopbackUrl(text: string): string | undefined {
  // Only right after the host can `${PORT}` stand for a port; anywhere else it would be read as something it will not be.
  const match = /^(https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\]))(?:(:\$\{PORT\})|(:\d{1,5}))?(\/[!-~]*)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, origin = '', anyPort, fixedPort = '', path = ''] = match;
  const whole = `${origin}${fixedPort}${path}`;
  if (/[?#\\{}]/.test(path) || !URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  if (!isLoopback(url.hostname) || url.port === '0') return undefined;
  const port = anyPort ?? (url.port === '' ? '' : `:${url.port}`);
  return `${url.protocol}//${url.hostname}${port}${url.pathname.replace(/\/+$/, '')}`;
}

/** 127.0.0.0/8, ::1 and localhost, as a URL names its host. What only looks like a number would be asked of a name server: it is none. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (hostname.startsWith('127.') && isIPv4(hostname));
}
