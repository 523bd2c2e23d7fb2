import { describe, expect, it } from 'vitest';
import { heapBound, tightest } from '../../../src/diagnose/leak/bounds.ts';
import { anEndurance } from './an-endurance.ts';

const megabyte = 1_024 ** 2;
const grown = anEndurance(10, 1_000, (operations) => ({ heapBytes: operations * 1_000 }));
const room = (usedBytes: number) => ({ usedBytes, limitBytes: 2_048 * megabyte });
const none = { heapBytes: null, groupBytes: null };

describe('what would be full', () => {
  it('is the heap where the leak lies on it, and not where it lies in buffers', () => {
    expect(heapBound(grown, room(5e6), room(13e6))).toBe(2_048 * megabyte);
    expect(heapBound(grown, room(5e6), room(6e6))).toBeNull();
    expect(heapBound(grown, null, room(13e6))).toBeNull();
    expect(heapBound({ ...grown, batches: [] }, room(5e6), room(13e6))).toBeNull();
  });

  it.each([
    ['this machine', null, none, 7_000 * megabyte, 'this machine'],
    ['the heap', null, { ...none, heapBytes: 2_048 * megabyte }, 7_000 * megabyte, 'its heap'],
    ['this machine, when it is smaller than the heap', null, { ...none, heapBytes: 2_048 * megabyte }, 1_024 * megabyte, 'this machine'],
    [
      'the group, when it is smallest',
      null,
      { heapBytes: 2_048 * megabyte, groupBytes: 512 * megabyte },
      7_000 * megabyte,
      'its control group',
    ],
    ['the own limit before all others', 4_096 * megabyte, { ...none, groupBytes: megabyte }, 7_000 * megabyte, 'the limit of rss'],
  ])('is %s', (_, wanted, bounds, machine, name) => {
    expect(tightest(wanted, bounds, machine)).toMatchObject({ name });
  });
});
