import { describe, expect, it } from 'vitest';
import type { Arrivals } from '../../src/model/arrivals.ts';
import { readArrivals, writeArrivals } from '../../src/units/arrivals.ts';

const texts: readonly (readonly [string, Arrivals])[] = [
  ['constant:1000/s', { pattern: 'constant', ratePerSecond: 1_000 }],
  ['poisson:1000/s', { pattern: 'poisson', ratePerSecond: 1_000 }],
  ['ramp:100/s..1000/s', { pattern: 'ramp', fromPerSecond: 100, toPerSecond: 1_000 }],
  ['step:100/s,0/s,400/s', { pattern: 'step', ratesPerSecond: [100, 0, 400] }],
  ['spike:100/s..1000/s@4s+1500ms', { pattern: 'spike', ratePerSecond: 100, peakPerSecond: 1_000, atMs: 4_000, forMs: 1_500 }],
  ['burst:50@1s', { pattern: 'burst', size: 50, everyMs: 1_000 }],
  ['sine:500/s+-300/s@10s', { pattern: 'sine', ratePerSecond: 500, amplitudePerSecond: 300, periodMs: 10_000 }],
];

describe('arrivals as text', () => {
  it.each(texts)('are short: %s', (text, arrivals) => {
    expect(writeArrivals(arrivals)).toBe(text);
    expect(readArrivals(text)).toEqual({ kind: 'arrivals', arrivals });
  });

  it.each([
    ['1000/s', 'constant:1000/s'],
    ['1000', 'constant:1000/s'],
    ['  0.5 ', 'constant:0.5/s'],
    ['60/m', 'constant:1/s'],
    ['poisson:90/m', 'poisson:1.5/s'],
    ['ramp:0..10', 'ramp:0/s..10/s'],
    ['sine:500±300@1m', 'sine:500/s+-300/s@1m'],
  ])('may be written more loosely: %s is %s', (loose, exact) => {
    expect(readArrivals(loose)).toEqual(readArrivals(exact));
  });

  it.each([
    ['', 'arrivals such as constant:1000/s, poisson:1000/s'],
    ['fast', 'arrivals such as constant:1000/s, poisson:1000/s'],
    ['wave:3/s', 'arrivals such as constant:1000/s, poisson:1000/s'],
    ['__proto__:1/s', 'arrivals such as constant:1000/s, poisson:1000/s'],
    ['constructor:1/s', 'arrivals such as constant:1000/s, poisson:1000/s'],
    ['ramp:100/s', 'arrivals such as ramp:100/s..1000/s'],
    ['ramp:100/s..1000/h', 'arrivals such as ramp:100/s..1000/s'],
    ['poisson:-1/s', 'arrivals such as poisson:1000/s'],
    ['poisson:1e3/s', 'arrivals such as poisson:1000/s'],
    ['poisson:NaN/s', 'arrivals such as poisson:1000/s'],
    ['burst:1.5@1s', 'arrivals such as burst:50@1s'],
    ['burst:50@1h', 'arrivals such as burst:50@1s'],
    ['100000.1/s', 'rates of 0 to 100000/s'],
    ['sine:99999/s+-2/s@1s', 'rates of 0 to 100000/s'],
    ['burst:1001@10ms', 'rates of 0 to 100000/s'],
    ['0/s', 'a rate above 0'],
    ['ramp:0/s..0/s', 'a rate above 0'],
    ['step:0/s,0/s', 'a rate above 0'],
    [`step:${Array.from({ length: 51 }, () => '1/s').join(',')}`, '1 to 50 steps'],
    ['burst:100001@10m', 'a burst of 1 to 100000 arrivals'],
    ['burst:0@1s', 'a burst of 1 to 100000 arrivals'],
    ['burst:1@0.5ms', 'a time between bursts of 1ms to 10m'],
    ['sine:500/s+-501/s@10s', 'an amplitude of at most the mean'],
    ['sine:500/s+-1/s@0ms', 'a period of 1ms to 10m'],
    ['spike:100/s..10/s@1s+1s', 'a peak that is not below the base rate'],
    ['spike:1/s..10/s@9m+61s', 'a spike of at least 1ms that ends within 10m'],
    ['spike:1/s..10/s@1s+0ms', 'a spike of at least 1ms that ends within 10m'],
    [`step:${'1/s,'.repeat(100_000)}1/s`, 'at most 2000 characters'],
  ])('that read %j are refused: %s', (text, expected) => {
    expect(readArrivals(text)).toMatchObject({ kind: 'refused', expected: expect.stringContaining(expected) });
  });
});
