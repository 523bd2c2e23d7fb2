import { expect, it } from 'vitest';

import { printBytes, printCount, printDuration, printPercent, printValue, writeDuration } from '../../src/units/print.ts';

it.each([
  [0, '0 ms'],
  [0.0123, '12.3 µs'],
  [7.2, '7.2 ms'],
  [123.4, '123 ms'],
  [1_500, '1.5 s'],
  [119_000, '119 s'],
  [150_000, '2.5 min'],
])('%d ms are told as %s', (ms, text) => {
  expect(printDuration(ms)).toBe(text);
});

it.each([
  [0, '0 B'],
  [1_536, '1.5 KB'],
  [64 * 1_024 ** 2, '64 MB'],
  [3 * 1_024 ** 4, '3072 GB'],
])('%d bytes are told as %s', (bytes, text) => {
  expect(printBytes(bytes)).toBe(text);
});

it('counts, shares and other units are told with theirs', () => {
  expect(printCount(1_234_567)).toBe('1\u2009234\u2009567');
  expect(printPercent(0.45)).toBe('0.5 %');
  expect(printPercent(12.3)).toBe('12 %');
  expect(printValue(5, '%')).toBe('5 %');
  expect(printValue(2, 'count')).toBe('2');
  expect(printValue(61.5, '/s')).toBe('61.5 /s');
  expect(writeDuration(90_000)).toBe('90s');
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d, which is no measured value, is told as a dash', (value) => {
  for (const print of [printDuration, printBytes, printCount, printPercent]) expect(print(value)).toBe('–');
  for (const unit of ['ms', 'bytes', '%', 'count', '/s']) expect(printValue(value, unit)).toBe('–');
});

it('what rounds to zero has no sign', () => {
  for (const value of [-0, -0.001]) {
    expect([printDuration(value), printBytes(value), printCount(value), printPercent(value)]).toEqual(['0 ms', '0 B', '0', '0 %']);
    expect(printValue(value, '/s')).toBe('0 /s');
  }
});

it('keeps every digit of a number too large for plain ones', () => {
  expect(printValue(1.5e30, '/s')).toBe('1.5e+30 /s');
});
