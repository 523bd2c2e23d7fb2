/** The steps from a document's root to one value: property names and array indices. */
export type JsonPath = readonly (string | number)[];

/** Reads `$.a.b[0]['c d']`; undefined when the text is not such a path. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  // One step at a time, each starting where the last one ended.
  const step = /\.([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;
  step.lastIndex = 1;
  const path: (string | number)[] = [];
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const [, name, index, single, double] = match;
    if (index !== undefined) path.push(Number(index));
    else path.push(name ?? (single ?? double ?? '').replace(/\\(.)/g, '$1'));
  }
  return path;
}

/** The value at the path, or undefined. Only own properties count, so `$.constructor` of an answer finds nothing. */
export function lookUp(path: JsonPath, document: unknown): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    if (typeof step === 'number' && !Array.isArray(value)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
