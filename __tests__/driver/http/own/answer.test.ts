import { describe, expect, it } from 'vitest';

import { maxHeadBytes, openJudge } from '../../../../src/driver/http/judge.ts';
import { Answer } from '../../../../src/driver/http/own/answer.ts';
import { read } from './an-answer.ts';

const of = (text: string, toHead = false): ReturnType<typeof read> => read([Buffer.from(text, 'latin1')], toHead);
const head = (...lines: readonly string[]): string => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;

/** The parser after one answer. */
const parsed = (text: string): Answer => {
  const answer = new Answer(openJudge(1_000, 1_000));
  answer.begin(false, false);
  answer.feed(Buffer.from(text), 0, text.length);
  return answer;
};

describe('the end of an answer', () => {
  it.each([
    ['its length', head('content-length: 3') + 'abc', 'abc'],
    ['a length of nothing', head('Content-Length:0'), ''],
    [
      'its last chunk',
      head('transfer-encoding: chunked') + '3;x="y"\r\nabc\r\n00A\r\n0123456789\r\n0\r\nx-sum: 1\r\n\r\n',
      'abc0123456789',
    ],
    ['the end of the connection', head() + 'abc', 'abc'],
    ['the end of the connection, for a coding that is not chunked', head('transfer-encoding: gzip') + 'abc', 'abc'],
    ['its head, for 204 and 304', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 3\r\n\r\n', ''],
    [
      'its own head, after those that only say wait',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nlink: </a>\r\n\r\n${head('content-length: 1')}a`,
      'a',
    ],
    ['its length, after empty lines', `\r\n\r\n${head('content-length: 1')}a`, 'a'],
    ['its length, by HTTP/1.0', 'HTTP/1.0 200\r\nContent-Length: 2 \t\r\n\r\nab', 'ab'],
  ])('is %s', (_, text, body) => {
    expect(of(text)).toMatchObject({ kind: 'ok', body, unasked: 0 });
  });

  it('is its head when HEAD was asked, whatever that announces', () => {
    for (const field of ['content-length: 9', 'transfer-encoding: chunked', 'x: y']) {
      expect(of(head(field), true)).toMatchObject({ kind: 'ok', body: '' });
    }
  });

  it.each([
    ['two lengths, though equal', head('content-length: 3', 'content-length: 3'), 'two content-lengths'],
    ['a length beside a coding', head('content-length: 3', 'transfer-encoding: chunked'), 'transfer-encoding beside content-length'],
    ['a coding beside a length', head('transfer-encoding: chunked', 'content-length: 3'), 'content-length beside transfer-encoding'],
    ['a length that is none', head('content-length: 3, 3'), 'bad content-length'],
    ['a length below nothing', head('content-length: -3'), 'bad content-length'],
    ['a length no number can hold', head('content-length: 9007199254740993'), 'bad content-length'],
    ['a size that is none', head('transfer-encoding: chunked') + 'x\r\n', 'bad chunk'],
    ['a size no number can hold', head('transfer-encoding: chunked') + 'fffffffffffffff\r\n', 'bad chunk'],
    ['data longer than its size', head('transfer-encoding: chunked') + '1\r\nab\r\n0\r\n\r\n', 'bad chunk'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', 'an upgrade nobody asked for'],
    ['HTTP/2 in the clear', 'HTTP/2.0 200 OK\r\n\r\n', 'bad status line'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', 'bad status line'],
    ['a name with a space behind it', head('content-length : 3'), 'bad header'],
    ['a line that begins with a space', head('x: a', ' b'), 'bad header'],
    ['a NUL in a value', head('x: a\0b'), 'bad header'],
  ])('is in doubt after %s', (_, text, why) => {
    expect(of(text)).toMatchObject({ kind: 'failed', why: `the answer is not HTTP/1.1 (${why})` });
  });

  it('is told at the first wrong byte, before any line has ended', () => {
    for (const text of ['S', 'HTTP/3', 'HTTP/1.1 2x', `${head().slice(0, -2)}a b`]) {
      expect(parsed(text).failure).toMatchObject({ error: 'protocol' });
    }
  });
});

describe('a connection', () => {
  it.each([
    [true, 'HTTP/1.1', []],
    [false, 'HTTP/1.1', ['Connection: x, CLOSE']],
    [false, 'HTTP/1.0', []],
    [true, 'HTTP/1.0', ['connection: Keep-Alive']],
    [false, 'HTTP/1.1', ['connection: keep-alive', 'connection: close']],
  ])('may be used again: %s after %s %j', (reusable, version, lines) => {
    expect(parsed(`${version} 200 OK\r\n${[...lines, 'content-length: 0'].join('\r\n')}\r\n\r\n`).reusable).toBe(reusable);
  });

  it.each([
    ['timeout=5', 5],
    ['max=100, timeout=72', 72],
    ['Timeout=0', 0],
    ['max=100', Number.POSITIVE_INFINITY],
    ['timeout=', Number.POSITIVE_INFINITY],
  ])('that says %s is kept for %d seconds', (value, seconds) => {
    expect(parsed(head(`Keep-Alive: ${value}`, 'content-length: 0')).fields.idleSeconds).toBe(seconds);
  });
});

describe('an answer without bounds', () => {
  it('is too large as soon as its head is, in one read or in many, 1xx answers counted', () => {
    const endless = Buffer.from(
      `${'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(100)}HTTP/1.1 200 OK\r\n${'x-long: y\r\n'.repeat(20_000)}`,
    );
    const one = Buffer.from(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(maxHeadBytes)}`);
    for (const bytes of [endless, one]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / 1_000) }, (_, index) =>
        bytes.subarray(index * 1_000, (index + 1) * 1_000),
      );
      expect(read([bytes]).why).toBe('the head of the answer is too large');
      expect(read(pieces).why).toBe('the head of the answer is too large');
      expect(read([bytes.subarray(0, maxHeadBytes)]).why).toBe('cut short');
    }
  });

  it('is too large as soon as its trailers are', () => {
    const text = `${head('transfer-encoding: chunked')}0\r\n${'x-long: y\r\n'.repeat(20_000)}`;
    expect(of(text).why).toBe('the head of the answer is too large');
  });

  it('is too large with one byte of a body beyond the cap, however the body ends', () => {
    for (const [before, after] of [
      [head('content-length: 11'), ''],
      [`${head('transfer-encoding: chunked')}b\r\n`, '\r\n0\r\n\r\n'],
      [head(), ''],
    ] as const) {
      const at = (cap: number): string => read([Buffer.from(`${before}01234567890${after}`)], false, cap).why;
      expect([at(11), at(10)]).toEqual(['', 'the answer passed 10 B']);
    }
  });
});
