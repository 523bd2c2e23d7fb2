import { isAlias, isMap, isNode, isScalar, isSeq, type Document } from 'yaml';

import type { ConfigPath } from './config-fault.ts';

/** Line of the deepest part of a path that exists in the document; a key counts as the place of its value. */
export function locate(document: Document, path: ConfigPath, lineAt: (offset: number) => number): number | undefined {
  let node: unknown = document.contents;
  let offset = path.length === 0 ? undefined : offsetOf(node);
  for (const step of path) {
    const target: unknown = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(target) ? target.items.find(({ key }) => keyName(key) === String(step)) : undefined;
    const item: unknown = isSeq(target) ? target.items[Number(step)] : undefined;
    offset = offsetOf(pair === undefined ? item : pair.key) ?? offset;
    node = pair === undefined ? item : pair.value;
    if (node === undefined) break;
  }
  return offset === undefined ? undefined : lineAt(offset);
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
