import * as fc from 'fast-check';

import { Answer } from '../../../../src/driver/http/own/answer.ts';
import type { FieldLine } from '../../../../src/driver/http/own/field-line.ts';
import { openJudge } from '../../../../src/driver/http/judge.ts';

/** What was read of an answer. `unasked`: bytes that came after it. */
export interface Reading {
  readonly kind: 'ok' | 'failed';
  readonly why: string;
  readonly status: number;
  readonly fields: readonly string[];
  readonly body: string;
  readonly unasked: number;
}

/** Our own parser, which also tells what fields it saw. */
class ToldAnswer extends Answer {
  seen: string[] = [];

  protected override takeField(line: FieldLine): string | null {
    const text = (from: number, to: number): string => Buffer.from(line.bytes.subarray(from, to)).toString('latin1');
    // Those of a 1xx answer are not the answer's.
    if (this.status >= 200) this.seen.push(`${text(line.nameFrom, line.nameTo).toLowerCase()}: ${text(line.valueFrom, line.valueTo)}`);
    return super.takeField(line);
  }
}

/** Reads an answer that comes in these pieces, each read into the same buffer, after which the other side ends the connection. */
export function read(pieces: readonly Buffer[], toHead = false, maxBodyBytes = 1_000_000): Reading {
  const answer = new ToldAnswer(openJudge(1_000, maxBodyBytes));
  answer.begin(toHead, true);
  const buffer = Buffer.alloc(Math.max(1, ...pieces.map(({ length }) => length)));
  let unasked = 0;
  let progress: 'more' | 'complete' | 'broken' = 'more';
  for (const piece of pieces) {
    if (progress === 'complete') unasked += piece.length;
    if (progress !== 'more') continue;
    piece.copy(buffer);
    progress = answer.feed(buffer, 0, piece.length);
    if (progress === 'complete') unasked = piece.length - answer.end;
    buffer.fill('!');
  }
  if (progress === 'more') progress = answer.finish();
  const done = progress === 'complete' && unasked === 0;
  return {
    kind: done ? 'ok' : 'failed',
    why: progress === 'more' ? 'cut short' : (answer.failure?.detail ?? (done ? '' : 'bytes after its end')),
    status: done ? answer.status : 0,
    fields: done ? answer.seen : [],
    body: done ? (answer.body?.toString('latin1') ?? '') : '',
    unasked,
  };
}

const bytes = (...codes: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...codes);
const space = fc.oneof({ weight: 6, arbitrary: fc.constant(' ') }, bytes('', '  ', '\t', ' \t '));
const anyCase = (name: string): fc.Arbitrary<string> =>
  bytes(
    name,
    name.toUpperCase(),
    name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  );
/** No tab at the end: llhttp takes one for a part of a length or coding. */
const field = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(anyCase(name), space, value, bytes('', '', '', ' ', '  '))
    .map(([given, before, text, after]) => `${given}:${before}${text}${after}\r\n`);

const hint = fc.oneof(
  field('date', fc.constant('Thu, 01 Jan 1970 00:00:00 GMT')),
  field('set-cookie', bytes('sid=1; Path=/', 'theme=dark')),
  field('x-odd', bytes('', 'a', 'ä', ': : :', '"quoted; text"', 'a'.repeat(300))),
  field('content-type', bytes('text/plain', 'application/json; charset=utf-8')),
);
const harmless = fc.oneof(
  { weight: 2, arbitrary: hint },
  field('keep-alive', bytes('timeout=5', 'timeout=72, max=100')),
  field('connection', bytes('keep-alive', 'close', 'Keep-Alive', 'x, close')),
);
const statusLine = fc
  .tuple(
    bytes('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
    bytes('200', '200', '200', '201', '204', '301', '304', '404', '500', '599'),
    bytes(' OK', ' ', '', ' Not Found at all', ' ä'),
  )
  .map((parts) => `${parts[0]} ${parts[1]}${parts[2]}\r\n`);
/** Without `connection` or `keep-alive`: undici takes those of a 1xx answer for the final one's. */
const informational = fc.array(
  fc
    .tuple(bytes('102 Processing', '103 Early Hints'), fc.array(hint, { maxLength: 2 }))
    .map(([status, fields]) => `HTTP/1.1 ${status}\r\n${fields.join('')}\r\n`),
  { maxLength: 2 },
);
const data = fc.oneof(bytes('', 'x', '0\r\n\r\n', '{"a":1}', 'HTTP/1.1 200 OK\r\n\r\n'), fc.string({ maxLength: 40 }));

const chunk = fc
  .tuple(
    data.filter((text) => text !== ''),
    bytes('', '', ';a=b', ';name="quoted value"', ';x'),
    fc.boolean(),
    bytes('', '', '0', '000'),
  )
  .map(([text, extension, upper, zeros]) => {
    const length = Buffer.byteLength(text, 'latin1').toString(16);
    return `${zeros}${upper ? length.toUpperCase() : length}${extension}\r\n${text}\r\n`;
  });
const chunked = fc
  .tuple(fc.array(chunk, { maxLength: 4 }), bytes('0', '0', '00'), fc.array(harmless, { maxLength: 2 }))
  .map(([chunks, last, trailer]) => `${chunks.join('')}${last}\r\n${trailer.join('')}\r\n`);

/** The fields that say where the body ends, and the body: mostly of one mind. */
const framed: fc.Arbitrary<readonly [fields: string, body: string]> = fc.oneof(
  {
    weight: 4,
    arbitrary: data.chain((body) =>
      field('content-length', fc.constant(String(Buffer.byteLength(body, 'latin1')))).map((line) => [line, body] as const),
    ),
  },
  { weight: 4, arbitrary: fc.tuple(field('transfer-encoding', bytes('chunked', 'Chunked', 'gzip, chunked')), chunked) },
  { weight: 2, arbitrary: data.map((body) => ['', body] as const) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc
        .array(
          fc.oneof(
            field('content-length', bytes('0', '5', '05', '5, 5', '-1', '+5', '', '0x5', '5 5', '99999999999999999999999')),
            field('transfer-encoding', bytes('chunked', 'gzip', 'chunked, gzip', 'identity', 'chunkedx', 'xchunked')),
          ),
          { minLength: 1, maxLength: 2 },
        )
        .map((lines) => lines.join('')),
      fc.oneof(data, chunked),
    ),
  },
);

const whole = fc
  .tuple(informational, statusLine, fc.array(harmless, { maxLength: 4 }), framed, fc.array(harmless, { maxLength: 2 }))
  .map(([hints, line, before, [fields, body], after]) => `${hints.join('')}${line}${before.join('')}${fields}${after.join('')}\r\n${body}`);

const garbage = bytes('\0', '\r', '\n', '\r\n', ' ', ':', '\x7f', 'ÿ', ';', '0', 'f', 'HTTP', '\t', ',', 'x: y\r\n', ' folded\r\n');

/** Answers as services send them and as they should not: whole, cut short, with a piece of garbage in them or a byte missing. */
export const anyAnswer: fc.Arbitrary<Buffer> = fc
  .tuple(whole, fc.nat(), fc.oneof({ weight: 5, arbitrary: fc.constant('whole') }, bytes('cut', 'garbage', 'garbage', 'missing')), garbage)
  .map(([text, place, fate, wrong]) => {
    const at = place % (text.length + 1);
    if (fate === 'cut') return text.slice(0, at);
    if (fate === 'garbage') return text.slice(0, at) + wrong + text.slice(at);
    return fate === 'missing' ? text.slice(0, at) + text.slice(at + 1) : text;
  })
  .map((text) => Buffer.from(text, 'latin1'));
