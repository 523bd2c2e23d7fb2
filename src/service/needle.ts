/** Looks for a text in bytes that come in pieces: answers true once it has been there, wherever the pieces were cut. */
export function openNeedle(text: string): (bytes: Uint8Array) => boolean {
  const needle = Buffer.from(text);
  let end: Buffer = Buffer.alloc(0);
  let found = needle.length === 0;
  return (bytes) => {
    if (found) return true;
    const seen = Buffer.concat([end, bytes]);
    found = seen.includes(needle);
    // A copy, so that the whole piece is not kept alive by its last bytes.
    end = Buffer.from(seen.subarray(Math.max(0, seen.length - needle.length + 1)));
    return found;
  };
}
