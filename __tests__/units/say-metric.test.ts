import { describe, expect, it } from 'vitest';
import { sayMetric } from '../../src/units/say-metric.ts';

describe('a metric in a sentence', () => {
  it.each([
    ['cpu-per-operation', 'CPU per operation'],
    ['rss', 'peak memory'],
    ['rss-growth', 'memory growth'],
    ['p95', 'p95'],
    ['p95(list-items)', 'p95(list-items)'],
    ['cpu-per-operation(rss)', 'CPU per operation(rss)'],
    ['(', '('],
    ['', ''],
  ])('%j is %j', (name, said) => {
    expect(sayMetric(name)).toBe(said);
  });
});
