import { describe, expect, it } from 'vitest';
import { judgeHandles } from '../../../src/diagnose/leak/judge-handles.ts';
import type { Endurance } from '../../../src/model/endurance.ts';
import { anEndurance } from './an-endurance.ts';

const descriptors = (
  batches: number,
  each: number,
  count: (operations: number, index: number) => number,
): ReturnType<typeof judgeHandles> =>
  judgeHandles(
    anEndurance(batches, each, (operations, index) => ({ descriptors: 20 + count(operations, index) })),
    'descriptors',
  );

describe('descriptors', () => {
  it('leak when one is lost in a hundred operations, or in a thousand', () => {
    const look = descriptors(12, 800, (operations) => Math.floor(operations / 100));
    expect(look.decision).toBe('leak');
    expect(look.perOperation).toBeCloseTo(0.01, 3);
    expect(descriptors(24, 800, (operations) => Math.floor(operations / 1_000)).decision).toBe('leak');
  });

  it.each([10, 50, 200])('do not leak when a pool grows to %i', (most) => {
    expect(descriptors(40, 1_200, (operations) => Math.min(most, Math.floor(operations / 100))).decision).not.toBe('leak');
  });

  it('do not leak when some connections are still being closed', () => {
    expect(descriptors(20, 800, (_, index) => (index * 7) % 5).decision).toBe('no-leak');
  });

  it('do not leak when they come back in a rest', () => {
    const busy = anEndurance(30, 1_000, (operations) => ({ descriptors: 20 + operations / 100 }), { attempt: 2 });
    const last = busy.batches.at(-1);
    if (last === undefined) throw new Error('no batch');
    expect(judgeHandles(busy, 'descriptors').decision).toBe('leak');
    const rested = { ...busy, batches: [...busy.batches, { ...last, requests: 0, descriptors: 25 }] };
    expect(judgeHandles(rested, 'descriptors').decision).toBe('filling-up');
    const partly = { ...busy, batches: [...busy.batches, { ...last, requests: 0, descriptors: 290 }] };
    expect(judgeHandles(partly, 'descriptors')).toMatchObject({ decision: 'go-on', soFar: 'returning' });
    const again = (open: number): Endurance => ({ ...partly, batches: [...partly.batches, { ...last, requests: 0, descriptors: open }] });
    expect(judgeHandles(again(275), 'descriptors')).toMatchObject({ decision: 'go-on', soFar: 'returning' });
    expect(judgeHandles(again(289), 'descriptors').decision).toBe('leak');
  });

  it('are not spoken of where nobody sees them', () => {
    expect(
      judgeHandles(
        anEndurance(30, 1_000, () => ({})),
        'descriptors',
      ),
    ).toMatchObject({ decision: 'go-on', soFar: null });
  });
});
