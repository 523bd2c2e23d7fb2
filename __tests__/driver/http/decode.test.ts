import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeBody, encodingOf } from '../../../src/driver/http/decode.ts';

const text = Buffer.from('{"stock":3}');

describe('an encoded body', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', text],
    ['', text],
  ])('by %j is what it was before', (encoding, body) => {
    expect(decodeBody(body, encoding, 1_000)?.toString()).toBe(text.toString());
  });

  it('that is broken, foreign or a bomb is none', () => {
    expect(decodeBody(Buffer.from('nonsense'), 'gzip', 1_000)).toBe(null);
    expect(decodeBody(text, 'zstd-from-the-future', 1_000)).toBe(null);
    expect(decodeBody(gzipSync(Buffer.alloc(10_000_000)), 'gzip', 1_000_000)).toBe(null);
  });
});

describe('the encoding', () => {
  it('is found among raw headers by name alone, never by a value', () => {
    const raw = (...parts: readonly string[]): Buffer[] => parts.map((part) => Buffer.from(part));
    expect(encodingOf(raw('Server', 'Content-Encoding', 'Content-encoding', ' GZIP '))).toBe('gzip');
    expect(encodingOf(raw('Server', 'x'))).toBe('');
  });
});
