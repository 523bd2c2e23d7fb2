/** An object from a process we do not trust: any of its fields may be missing or of another kind. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object's fields; none when it is no object. */
export function toFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The elements of a list, each as an object; none when it is no list. */
export function toList(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(toFields) : [];
}

/** A text; empty when it is none. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A count or a size: neither negative, nor endless, nor larger than any memory; null when it is none. */
export function toAmount(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
