import { constants } from 'node:os';
import { getSystemErrorName } from 'node:util';

import type { Ended, Job } from './job.ts';

/** What the launcher says. */
export type Told =
  | { readonly kind: 'here' }
  | { readonly kind: 'living'; readonly number: number; readonly pid: number }
  | { readonly kind: 'over'; readonly number: number; readonly ended: Ended };

/** What starts a process. */
export function runFrame(number: number, { argv, input, keepBytes }: Job): Buffer {
  const head = Buffer.alloc(14);
  head.write('R', 0, 'latin1');
  head.writeUInt32BE(number, 1);
  head.writeDoubleBE(keepBytes ?? -1, 5);
  head.write(input === null ? '-' : 'i', 13, 'latin1');
  return frame([head, ...[input ?? '', ...argv].flatMap(text)]);
}

/** What kills the process of that number, if it still runs. */
export function killFrame(number: number): Buffer {
  const head = Buffer.alloc(5);
  head.write('K', 0, 'latin1');
  head.writeUInt32BE(number, 1);
  return frame([head]);
}

/** Takes what came apart, however it was cut; undefined where that is no frame of a launcher's. */
export class FrameReader {
  readonly #mostBytes: number;
  #parts: Buffer[] = [];
  #bytes: number = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  feed(chunk: Buffer): readonly Told[] | undefined {
    this.#parts.push(chunk);
    this.#bytes += chunk.length;
    const told: Told[] = [];
    while (this.#bytes >= 4) {
      const length = this.#front(4).readUInt32BE(0);
      if (length > this.#mostBytes) return undefined;
      if (this.#bytes < 4 + length) break;
      const all = this.#front(4 + length);
      const one = readFrame(all.subarray(4, 4 + length));
      if (one === undefined) return undefined;
      told.push(one);
      this.#parts = [all.subarray(4 + length)];
      this.#bytes -= 4 + length;
    }
    return told;
  }

  /** So many bytes at least in one piece; joined only when they are all there. */
  #front(length: number): Buffer {
    const [first = Buffer.alloc(0)] = this.#parts;
    if (first.length >= length) return first;
    const joined = Buffer.concat(this.#parts);
    this.#parts = [joined];
    return joined;
  }
}

/** The name of a signal by its number. */
export function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, known]) => known === number)?.[0] ?? `signal ${number}`;
}

function frame(parts: readonly Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, 0));
  return Buffer.concat([length, ...parts]);
}

function text(value: string): readonly Buffer[] {
  const bytes = Buffer.from(value, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

function readFrame(bytes: Buffer): Told | undefined {
  if (bytes.length < 5) return undefined;
  const number = bytes.readUInt32BE(1);
  switch (bytes.toString('latin1', 0, 1)) {
    case 'H':
      return { kind: 'here' };
    case 'S':
      return bytes.length < 9 ? undefined : { kind: 'living', number, pid: bytes.readUInt32BE(5) };
    case 'F':
      return bytes.length < 9 ? undefined : { kind: 'over', number, ended: { kind: 'unstarted', code: errorName(bytes.readUInt32BE(5)) } };
    case 'E':
      return readEnd(number, bytes);
    default:
      return undefined;
  }
}

/** Six figures, a letter, and two texts with their lengths. */
function readEnd(number: number, bytes: Buffer): Told | undefined {
  if (bytes.length < 5 + 6 * 8 + 1 + 8) return undefined;
  const figure = (index: number): number => bytes.readDoubleBE(5 + 8 * index);
  const keptAt = 5 + 6 * 8 + 1 + 4;
  const keptEnd = keptAt + bytes.readUInt32BE(keptAt - 4);
  if (bytes.length < keptEnd + 4) return undefined;
  const status = figure(4);
  return {
    kind: 'over',
    number,
    ended: {
      kind: 'ended',
      wallMs: figure(0) / 1e6,
      userMs: figure(1) / 1e3,
      systemMs: figure(2) / 1e3,
      peakRssMB: figure(3) / 1_024 ** 2,
      ending: (status & 127) === 0 ? { code: (status >> 8) & 255 } : { signal: signalName(status & 127) },
      bytes: figure(5),
      isFlood: bytes.toString('latin1', keptAt - 5, keptAt - 4) === 'f',
      output: bytes.subarray(keptAt, keptEnd),
      errors: bytes.toString('utf8', keptEnd + 4),
    },
  };
}

function errorName(number: number): string {
  try {
    return getSystemErrorName(-number);
  } catch {
    return `error ${number}`;
  }
}
