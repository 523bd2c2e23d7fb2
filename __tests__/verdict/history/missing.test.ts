import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/model/metric.ts';
import { findMissing, tellMissing } from '../../../src/verdict/history/missing.ts';
import { anOperation, aRun, earlierRun, ms } from '../../baseline/sample-run.ts';

const named = (...names: readonly string[]): readonly Metric[] => names.map((name) => ms(name, 1));
const earlier = (count: number, ...names: readonly string[]): ReturnType<typeof earlierRun>[] =>
  Array.from({ length: count }, () => earlierRun(named(...names)));
const now = (operations: readonly string[], ...names: readonly string[]): ReturnType<typeof aRun> =>
  aRun({ metrics: named(...names), steady: { ...aRun().steady, operations: operations.map((name) => anOperation({ name })) } });
const sentence = (run: ReturnType<typeof aRun>, before: readonly ReturnType<typeof earlierRun>[]): string =>
  tellMissing(findMissing(run, before));

const before = earlier(31, 'p95', 'p95(list)', 'mean(list)', 'p95(stock)');

describe('what earlier runs measured', () => {
  it('and this one under another name, is told', () => {
    const run = now(['catalog', 'stock'], 'p95', 'p95(catalog)', 'p95(stock)');
    expect(sentence(run, before)).toBe('`list` was measured in 31 earlier runs and is gone; `catalog` is new: renamed?');
  });

  it('and this one not at all, is told', () => {
    expect(sentence(now(['stock'], 'p95'), before)).toBe('`list` was measured in 31 earlier runs and is gone.');
    expect(sentence(now(['list', 'stock']), before)).toBe('`p95` was measured in 31 earlier runs and is gone.');
  });

  it('and this one more of, is told', () => {
    const run = now(['list', 'stock', 'cart'], 'p95', 'p95(list)', 'p95(stock)', 'p95(cart)');
    expect(sentence(run, before)).toBe('`cart` is new.');
  });

  it('and this one as well, is not worth a word', () => {
    expect(sentence(now(['list', 'stock'], 'p95', 'p95(list)', 'p95(stock)'), before)).toBe('');
    expect(sentence(aRun(), [])).toBe('');
  });

  it('only now and then is not missed', () => {
    const run = now(['list', 'stock'], 'p95', 'p95(list)', 'p95(stock)');
    expect(sentence(run, [...earlier(20, 'p95', 'p99'), ...earlier(5, 'p95'), ...earlier(5, 'p95', 'p99')])).toBe('');
  });

  it('of a single operation had no name then, or has none now', () => {
    expect(sentence(now(['list'], 'p95'), earlier(9, 'p95', 'mean(list)'))).toBe('');
    expect(sentence(now(['list', 'cart'], 'p95', 'mean(list)', 'mean(cart)'), earlier(9, 'p95'))).toBe('');
  });

  it('of leaks is told elsewhere', () => {
    expect(sentence(now(['list'], 'p95'), earlier(9, 'p95', 'leak', 'leak(sockets)'))).toBe('');
  });

  it('is told of many in brief, and quotes hostile names', () => {
    const many = earlier(5, 'p95', 'p95(a)', 'p95(b`b)', 'p95(c)', 'p95(d)', `p95(${'e'.repeat(150)})`);
    expect(sentence(now(['x'], 'p95'), many)).toBe(
      "`a`, `b'b`, `c` and 2 more were measured in 5 earlier runs and are gone; `x` is new: renamed?",
    );
    expect(sentence(now([], 'p95'), earlier(1, 'p95', `p95(${'e'.repeat(150)})`))).toHaveLength(
      62 + ' was measured in 1 earlier run and is gone.'.length,
    );
  });
});
