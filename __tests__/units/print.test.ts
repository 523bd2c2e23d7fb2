import { expect, it } from 'vitest';

import { printBytes, printChange, printCount, printDuration, printPercent, printValue, writeDuration } from '../../src/units/print.ts';

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

it.each([
  [0.664, 'cores', '0.66 cores'],
  [1, 'cores', '1 core'],
  [1.004, 'cores', '1 core'],
  [12.3, 'cores', '12.3 cores'],
  [0, 'cores', '0 cores'],
  [120, 'B/operation', '120 B/op'],
  [1_126, 'B/operation', '1.1 KB/op'],
  [-40, 'B/operation', '-40 B/op'],
  [50 * 1_024 ** 2, 'B/h', '50 MB/h'],
  [1, '/operation', '1/op'],
  [0.01, '/operation', '0.01/op'],
  [0.00051, '/operation', '0.00051/op'],
  [0, '/operation', '0/op'],
  [5e-324, '/operation', '0/op'],
])('%d in %s is told as %s', (value, unit, text) => {
  expect(printValue(value, unit)).toBe(text);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d, which is no measured value, is told as a dash', (value) => {
  for (const print of [printDuration, printBytes, printCount, printPercent]) expect(print(value)).toBe('–');
  for (const unit of ['ms', 'bytes', '%', 'count', '/s', 'cores', 'B/operation', 'B/h', '/operation'])
    expect(printValue(value, unit)).toBe('–');
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

it('prints a change in percent, and of a metric in percent in points', () => {
  expect([printChange(12.3, 'percent'), printChange(0.72, 'points'), printChange(1, 'points'), printChange(0, 'points')]).toEqual([
    '12 %',
    '0.7 points',
    '1 point',
    '0 points',
  ]);
});
