import { Socket } from 'node:net';

import { FrameCheck } from './frame-check.ts';

/** Said by the socket of what cannot be read as the protocol. */
export const brokenProtocol = 'EPROTO';

/**
 * A socket whose reader may throw: what the client library makes of hostile bytes must end this connection and nothing else. Failures
 * are told outside of it, so that it catches nothing of our own.
 */
export class GuardedSocket extends Socket {
  readonly #check: FrameCheck = new FrameCheck();

  override emit(event: string | symbol, ...given: unknown[]): boolean {
    if (event !== 'data') return super.emit(event, ...given);
    const [bytes] = given;
    try {
      if (!this.destroyed && Buffer.isBuffer(bytes) && this.#check.accepts(bytes)) return super.emit(event, ...given);
    } catch {
      // Told below.
    }
    this.destroy(Object.assign(new Error('what came is not the protocol'), { code: brokenProtocol }));
    return true;
  }
}
