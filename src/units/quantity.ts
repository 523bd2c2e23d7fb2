export type QuantityKind = 'duration' | 'size' | 'share';

/** Units of each kind and their factor to the one unit used inside: ms, bytes, percent. */
const scales: Readonly<Record<QuantityKind, Readonly<Record<string, number>>>> = {
  duration: { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 },
  size: { B: 1, KB: 1_024, MB: 1_024 ** 2, GB: 1_024 ** 3 },
  share: { '%': 1 },
};

/** Parses `500ms`, `64MB` or `5%` into ms, bytes or percent; undefined when it is not such a quantity. */
export function parseQuantity(kind: QuantityKind, text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s?([A-Za-z%]+)$/.exec(text.trim());
  const factor = match?.[2] === undefined ? undefined : Object.entries(scales[kind]).find(([unit]) => unit === match[2])?.[1];
  return match === null || factor === undefined ? undefined : Number(match[1]) * factor;
}

/** Units of a kind, smallest first, for messages. */
export function unitsOf(kind: QuantityKind): readonly string[] {
  return Object.keys(scales[kind]);
}
