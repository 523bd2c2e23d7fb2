import { isMap, isNode, isScalar, isSeq } from 'yaml';

import type { ConfigPath } from './config-fault.ts';

/** Where a part of a document begins, and where its own parts do. What an alias stands for is not entered. */
export interface Place {
  readonly offset: number | undefined;
  readonly parts: ReadonlyMap<string, Place>;
}

/** The places of a node's parts; a value's place is that of its key. */
export function placesOf(node: unknown, offset: number | undefined): Place {
  const parts = new Map<string, Place>();
  if (isMap(node)) for (const { key, value } of node.items) parts.set(keyName(key) ?? '', placesOf(value, offsetOf(key)));
  if (isSeq(node)) node.items.forEach((item, index) => parts.set(String(index), placesOf(item, offsetOf(item))));
  return { offset, parts };
}

/** Offset of the deepest part of the path that exists. */
export function locate(root: Place, path: ConfigPath): number | undefined {
  let place = root;
  let { offset } = root;
  for (const step of path) {
    const part = place.parts.get(String(step));
    if (part === undefined) break;
    place = part;
    offset = part.offset ?? offset;
  }
  return offset;
}

/** Where a node begins in the text. */
export function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** A mapping's key as plain data names it; undefined when it is no name. */
export function keyName(key: unknown): string | undefined {
  const name = isScalar(key) ? key.value : undefined;
  return typeof name === 'string' || typeof name === 'number' || typeof name === 'boolean' ? String(name) : undefined;
}
