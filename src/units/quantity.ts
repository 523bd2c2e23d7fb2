export type QuantityKind = 'duration' | 'size' | 'share' | 'size-per-operation' | 'size-per-hour';

const binary = { B: 1, KB: 1_024, MB: 1_024 ** 2, GB: 1_024 ** 3 };

/** Units of each kind and their factor to the one unit used inside: ms, bytes, percent, bytes per operation, bytes per hour. */
const scales: Readonly<Record<QuantityKind, Readonly<Record<string, number>>>> = {
  duration: { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 },
  size: binary,
  share: { '%': 1 },
  'size-per-operation': per('op'),
  'size-per-hour': per('h'),
};

/** Parses `500ms`, `64MB`, `5%`, `200B/op` or `50MB/h` into the unit of its kind; undefined when it is not such a quantity. */
export function parseQuantity(kind: QuantityKind, text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s?([A-Za-z%/]+)$/.exec(text.trim());
  const factor = match?.[2] === undefined ? undefined : Object.entries(scales[kind]).find(([unit]) => unit === match[2])?.[1];
  return match === null || factor === undefined ? undefined : Number(match[1]) * factor;
}

/** Units of a kind, smallest first, for messages. */
export function unitsOf(kind: QuantityKind): readonly string[] {
  return Object.keys(scales[kind]);
}

/** The factors of a kind's units, smallest first, when they are binary multiples of one another; none otherwise. */
export function binaryMultiplesOf(kind: QuantityKind): readonly (readonly [unit: string, factor: number])[] {
  return kind === 'duration' || kind === 'share' ? [] : Object.entries(scales[kind]);
}

function per(of: string): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(binary).map(([unit, factor]) => [`${unit}/${of}`, factor]));
}
