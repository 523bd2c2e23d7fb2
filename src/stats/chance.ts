/** A stream of seeded chance. The same seed and stream give the same draws on every machine. */
export interface Chance {
  /** Unsigned 32-bit. */
  next(): number;
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform integer in [0, bound); `bound` at least 1. */
  below(bound: number): number;
  /** A version 4 UUID. */
  uuid(): string;
}

/** Opens stream `stream` of `seed`; streams of one seed never share their state, so users do not disturb one another. */
export function openChance(seed: number, stream: number): Chance {
  // xoshiro128** 1.1 (Blackman and Vigna, public domain). Its state is an injective image of (seed, stream).
  let a = scramble(seed);
  let b = scramble(seed ^ 0x9e3779b9);
  let c = scramble(stream);
  let d = scramble(stream ^ 0x85ebca6b) | 1;

  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  // Neighbouring seeds differ in few bits; a few steps spread them over the whole state.
  for (let step = 0; step < 20; step++) next();

  const unit = (): number => next() / 2 ** 32;
  return {
    next,
    unit,
    below: (bound) => Math.floor(unit() * bound),
    uuid: () => printUuid(next(), next(), next(), next()),
  };
}

function printUuid(a: number, b: number, c: number, d: number): string {
  const version = (b & 0xffff0fff) | 0x4000;
  const variant = (c & 0x3fffffff) | 0x80000000;
  const hex = [a, version, variant, d].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The finalizer of MurmurHash3: a bijection of 32 bits. */
function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
