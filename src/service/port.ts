import { createServer, connect } from 'node:net';
import type { Command } from './settings.ts';

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Whether anybody accepts a connection at this URL's host and port. */
export function isListening(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname } = new URL(url);
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: portOf(url), timeout: 1_000 });
    const answer = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}

/** The port a URL names or means. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

const portTemplate = /\$\{PORT\}/g;

/** Whether a text leaves the choice of the port to us. */
export function wantsPort(text: string): boolean {
  return text.includes('${PORT}');
}

/** Puts the port in place of `${PORT}`. */
export function fillPort(text: string, port: number): string {
  return text.replace(portTemplate, () => String(port));
}

/** A command with its `${PORT}` filled in. */
export function fillCommand(command: Command, port: number): Command {
  return command.kind === 'shell'
    ? { kind: 'shell', line: fillPort(command.line, port) }
    : { kind: 'argv', argv: command.argv.map((word) => fillPort(word, port)) };
}
