/** Idle time is saved up for so long: timers wake late, and what they are late must not be lost. */
const savedMs = 10;
/** What is put on a link at once takes so long, within reason: a large piece would arrive after a long silence, all at once. */
const [pieceMs, leastPiece, mostPiece] = [20, 64, 64 * 1_024];

/** A link that carries so many bytes a second, one after another; a token bucket that may be overdrawn and is then waited for. */
export interface Link {
  /** Puts bytes on it; the moment at which the last of them has left it. */
  put(bytes: number, bytesPerSecond: number, nowMs: number): number;
  /** Forgets what is owed. */
  clear(): void;
}

export function openLink(): Link {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  return {
    put: (bytes, bytesPerSecond, nowMs) => {
      freeAtMs = Math.max(freeAtMs, nowMs - savedMs) + (bytes / bytesPerSecond) * 1_000;
      return freeAtMs;
    },
    clear: () => {
      freeAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}

/** How many bytes are put on a link at once. */
export function pieceOf(bytesPerSecond: number): number {
  return Math.min(mostPiece, Math.max(leastPiece, Math.ceil((bytesPerSecond * pieceMs) / 1_000)));
}
