import { rowsAt } from './tcp-rows.ts';

/**
 * Whether connections to a port, closed ones included, may keep it from a program that starts and does not ask to share it: the side
 * that closes first holds the port for up to a minute after. True as well where the kernel does not tell.
 */
export function mayLinger(port: number): boolean {
  return rowsAt(port)?.some(({ isListening }) => !isListening) ?? true;
}
