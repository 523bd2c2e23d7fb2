import type { Socket } from 'node:net';
import type { World } from '../../world.ts';
import { pieceOf, type Link } from './link.ts';

/** What a connection is like. */
export interface Conditions {
  /** Each way. */
  readonly delayMs: number;
  /** Of all connections together, each way; null for any. */
  readonly bytesPerSecond: number | null;
}

/** Two sockets, and what lies between them in one direction. */
export interface LaneParts {
  readonly from: Socket;
  readonly to: Socket;
  readonly conditions: () => Conditions;
  readonly link: Link;
  /** So much is held back at most before no more is read, but for one read. */
  readonly mostBytes: () => number;
  readonly world: Pick<World, 'now' | 'sleep'>;
}

/** One direction of a connection. */
export interface Lane {
  /** The conditions have changed: what waits is looked at again. */
  wake(): void;
}

/** What was said and not yet passed on; an end has no bytes. */
interface Held {
  readonly bytes: Buffer | null;
  readonly sinceMs: number;
}

/**
 * Carries what one socket says to the other, late and slowly but in order. An end is carried as an end, so that the other direction may
 * go on; a reset as a reset. Who does not read is not read for: no more than `mostBytes` and one read are held back.
 */
export function openLane({ from, to, conditions, link, mostBytes, world }: LaneParts): Lane {
  const held: Held[] = [];
  let heldBytes = 0;
  let running = false;
  let closed = false;
  let rest = new AbortController();
  const wake = (): void => {
    rest.abort();
    rest = new AbortController();
  };

  /** Waits for its turn on the link and sends a piece; answers what is left. */
  const send = async (bytes: Buffer): Promise<Buffer> => {
    const { bytesPerSecond } = conditions();
    const piece = bytesPerSecond === null ? bytes : bytes.subarray(0, pieceOf(bytesPerSecond));
    if (bytesPerSecond !== null) {
      const nowMs = world.now();
      const waitMs = link.put(piece.length, bytesPerSecond, nowMs) - nowMs;
      if (waitMs > 0) await world.sleep(waitMs, rest.signal);
    }
    if (closed) return bytes;
    heldBytes -= piece.length;
    if (!to.write(piece)) await drained(to);
    return bytes.subarray(piece.length);
  };
  const next = (): Held | undefined => (closed ? undefined : held[0]);
  const run = async (): Promise<void> => {
    running = true;
    for (let first = next(); first !== undefined; first = next()) {
      const { bytes, sinceMs } = first;
      const waitMs = sinceMs + conditions().delayMs - world.now();
      if (waitMs > 0) {
        await world.sleep(waitMs, rest.signal);
      } else if (bytes === null) {
        held.shift();
        to.end();
      } else {
        const left = await send(bytes);
        if (left.length === 0) held.shift();
        else held[0] = { bytes: left, sinceMs };
        if (from.isPaused() && heldBytes <= mostBytes() / 2) from.resume();
      }
    }
    // In the same breath as the last look at what waits: whatever comes next starts it again.
    running = false;
  };
  const hold = (bytes: Buffer | null): void => {
    held.push({ bytes, sinceMs: world.now() });
    heldBytes += bytes?.length ?? 0;
    if (heldBytes > mostBytes()) from.pause();
    if (!running) void run();
  };

  /** Overtakes what is held back, as a reset does. */
  const breakOff = async (): Promise<void> => {
    await world.sleep(conditions().delayMs, rest.signal);
    if (!to.destroyed) to.resetAndDestroy();
  };

  from.on('data', hold);
  from.once('end', () => hold(null));
  from.once('error', () => void breakOff());
  to.once('close', () => {
    closed = true;
    held.length = 0;
    wake();
  });
  return { wake };
}

/** Resolves when a socket takes more, or is closed. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) {
      resolve();
      return;
    }
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
