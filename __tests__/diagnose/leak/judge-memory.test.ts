import { describe, expect, it } from 'vitest';
import { judgeMemory } from '../../../src/diagnose/leak/judge-memory.ts';
import { anEndurance } from './an-endurance.ts';

const megabyte = 1_024 ** 2;
const base = 6 * megabyte;

describe('the heap of a first process', () => {
  const after = (batches: number, bytes: (operations: number) => number): ReturnType<typeof judgeMemory> =>
    judgeMemory(anEndurance(batches, 800, (operations) => ({ heapBytes: base + bytes(operations) })));

  it('is gone on with while there are too few looks', () => {
    expect(after(5, (operations) => operations * 1_000)).toMatchObject({ decision: 'go-on', soFar: null });
    expect(after(0, () => 0)).toMatchObject({ decision: 'go-on', operations: 0, perOperation: null });
  });

  it('is suspected after ten looks, with what an operation leaves', () => {
    const look = after(10, (operations) => operations * 1_000);
    expect(look.decision).toBe('leak');
    expect(look.perOperation).toBeCloseTo(1_000, 6);
    expect(look.operations).toBe(8_000);
  });

  it('is not suspected for its first steps', () => {
    expect(judgeMemory(anEndurance(10, 80, (operations) => ({ heapBytes: base + operations * 1_000 }))).decision).toBe('go-on');
  });

  it('does not leak when nothing stays', () => {
    expect(after(16, () => 0).decision).toBe('no-leak');
  });

  it('fills up when it grew and then stayed', () => {
    expect(after(20, (operations) => Math.min(operations, 5_000) * 1_000)).toMatchObject({ decision: 'filling-up' });
  });

  it('is waited for while it has only begun to grow', () => {
    expect(after(18, (operations) => Math.max(0, operations - 9_000) * 1_000).decision).toBe('go-on');
    expect(after(30, (operations) => Math.max(0, operations - 9_000) * 1_000).decision).toBe('leak');
  });

  it('gives up at last on what it cannot tell', () => {
    const staggering = anEndurance(120, 800, (_, index) => ({ heapBytes: base + (index > 100 ? 20 : index > 61 ? 10 : 0) * megabyte }));
    expect(judgeMemory(staggering).decision).toBe('inconclusive');
  });
});

describe('the heap of the process that has to prove it', () => {
  const after = (batches: number, each: number, bytes: (operations: number) => number): string =>
    judgeMemory(anEndurance(batches, each, (operations) => ({ heapBytes: base + bytes(operations) }), { attempt: 2 })).decision;

  it('proves nothing before 24 000 operations, unless it grew by 128 MB', () => {
    expect(after(20, 1_100, (operations) => operations * 1_000)).toBe('go-on');
    expect(after(24, 1_100, (operations) => operations * 1_000)).toBe('leak');
    expect(after(20, 80, (operations) => operations * 100_000)).toBe('leak');
  });

  it('does not prove what grows ever more slowly', () => {
    expect(after(20, 1_000, (operations) => 30 * megabyte * (1 - Math.exp(-operations / 30_000)))).toBe('go-on');
    expect(after(40, 1_000, (operations) => 30 * megabyte * (1 - Math.exp(-operations / 30_000)))).not.toBe('leak');
    expect(after(60, 1_000, (operations) => 30 * megabyte * (1 - Math.exp(-operations / 30_000)))).toBe('filling-up');
    expect(after(40, 1_000, (operations) => 3 * megabyte * Math.log1p(operations / 50))).toBe('filling-up');
  });
});

describe('resident memory', () => {
  it('is worth no suspicion before 24 000 operations', () => {
    const grown = (batches: number): string =>
      judgeMemory(anEndurance(batches, 1_000, (operations) => ({ rssBytes: 20 * megabyte + operations * 1_000 }), { by: 'rss' })).decision;
    expect(grown(23)).toBe('go-on');
    expect(grown(24)).toBe('leak');
  });
});

describe('clients that hang up', () => {
  it('are what a leak is counted by', () => {
    const cut = anEndurance(20, 400, (operations) => ({ abandoned: 80, heapBytes: base + (operations / 5) * 30_000 }), {
      mode: 'abandoned',
    });
    const look = judgeMemory(cut);
    expect(look.decision).toBe('leak');
    expect(look.perOperation).toBeCloseTo(30_000, 6);
    expect(look.operations).toBe(1_600);
  });
});

describe('looks that cannot be', () => {
  it('are left out', () => {
    const broken = anEndurance(12, 800, (operations, index) => ({
      operations: index === 4 ? Number.NaN : operations,
      abandoned: Number.NaN,
      heapBytes: index === 5 ? Number.NaN : index === 6 ? -1 : index === 7 ? null : base + operations * 1_000,
    }));
    expect(judgeMemory(broken)).toMatchObject({ decision: 'go-on' });
    expect(judgeMemory({ ...broken, batches: [...broken.batches].toReversed() }).decision).not.toBe('leak');
  });
});
