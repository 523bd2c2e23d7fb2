/** Writes any text in [A-Za-z0-9._%-] alone: UTF-8 bytes as `%XX`, a lone surrogate (which UTF-8 cannot hold) as `%uXXXX`. */
export function encodeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/gu, encodePoint);
}

/** Reads what `encodeName` wrote; undefined when it is anything else. */
export function decodeName(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}|%u[Dd][89A-Fa-f][0-9A-Fa-f]{2})*$/.test(text)) return undefined;
  try {
    return text.replace(/%u([0-9A-Fa-f]{4})|(?:%[0-9A-Fa-f]{2})+/g, (escaped: string, surrogate?: string) =>
      surrogate === undefined ? decodeURIComponent(escaped) : String.fromCharCode(Number.parseInt(surrogate, 16)),
    );
  } catch {
    return undefined; // bytes that are not UTF-8
  }
}

function encodePoint(point: string): string {
  if (/^[\uD800-\uDFFF]$/u.test(point)) return `%u${hex(point.charCodeAt(0))}`;
  return [...Buffer.from(point, 'utf8')].map((byte) => `%${hex(byte)}`).join('');
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}
