import { openChance } from '../stats/chance.ts';

/** Where nobody says how many. */
export const usualPayloadBytes = 1_024;

/** What JSON, forms and paths all leave as it is. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The most that is asked for. */
const mostBytes = 1_024 ** 2;
/** Payloads begin at any of so many places of one text: neighbours differ, and none costs more than a look. */
const beginnings = 1_021;
const seed = 0x7a91;

let text = '';

/** What fills `{{payload}}` in step `n`: so many bytes of ASCII that hardly shrinks when it is compressed, always the same for the same step. */
export function payloadOf(bytes: number, n: number): string {
  const length = Math.min(mostBytes, bytes);
  if (text.length < length + beginnings) text = write(length + beginnings);
  const from = n % beginnings;
  return text.slice(from, from + length);
}

/** A longer text begins like a shorter one. */
function write(length: number): string {
  const chance = openChance(seed, 0);
  const pieces: string[] = [];
  for (let written = 0; written < length; written += 5) {
    const draw = chance.next();
    pieces.push(...[0, 6, 12, 18, 24].map((shift) => letters[(draw >>> shift) & 63] ?? ''));
  }
  return pieces.join('').slice(0, length);
}
