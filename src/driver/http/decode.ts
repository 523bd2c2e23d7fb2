import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

type Decoder = (body: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** The value of `Content-Encoding` among raw headers (name, value, name, value, …); empty when there is none. */
export function encodingOf(headers: readonly Buffer[]): string {
  const at = headers.findIndex((header, index) => index % 2 === 0 && header.toString('latin1').toLowerCase() === 'content-encoding');
  return at < 0 ? '' : (headers[at + 1]?.toString('latin1').trim().toLowerCase() ?? '');
}

/** A body as it was before it was encoded; null when it cannot be had, or would pass the cap. */
export function decodeBody(body: Buffer, encoding: string, maxBytes: number): Buffer | null {
  if (encoding === '' || encoding === 'identity') return body;
  try {
    return decoders[encoding]?.(body, { maxOutputLength: maxBytes }) ?? null;
  } catch {
    return null;
  }
}
