// Stands in for `pako` in the bundles: Node has the same compression built in, and histograms are read and written by it.
import { deflateSync, inflateSync } from 'node:zlib';

export function deflate(bytes) {
  return new Uint8Array(deflateSync(bytes));
}

/** Documents are hostile: what would unpack to more than any histogram is refused. */
const mostBytes = 16 * 1024 ** 2;

export function inflate(bytes) {
  return new Uint8Array(inflateSync(bytes, { maxOutputLength: mostBytes }));
}
