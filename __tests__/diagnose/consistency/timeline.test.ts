import { describe, expect, it } from 'vitest';
import { drawTimeline } from '../../../src/diagnose/consistency/timeline.ts';
import { act, add, append, read, swap, write } from './acts.ts';

describe('a timeline', () => {
  it('draws operations in the order of their calls over one axis', () => {
    const acts = [act(12, read('a'), 115, 125), act(3, write('a'), 100, 110), act(4, write('b'), 105, Number.POSITIVE_INFINITY)];
    expect(drawTimeline(acts)).toEqual([
      'user 3 write: wrote "a"  [=========]                 0.00-10.00',
      'user 4 write: wrote "b"       [===================>  5.00-?',
      'user 12 read: read "a"                  [=========]  15.00-25.00',
    ]);
  });

  it('stays in a hundred columns of plain characters, whatever it is told', () => {
    const wild = '\u0007é"<script>'.repeat(400);
    const deeds = [write(wild), read(wild), read(null), swap(wild, wild, false), swap(wild, wild, null), append(wild), add(1e15, -1e15)];
    const acts = deeds.map((deed, index) => ({ ...act(1_000_000 + index, deed, 1e9 * index, 1e9 * index + 1), operation: wild }));
    for (const line of drawTimeline(acts)) expect(line).toMatch(/^[\x20-\x7e]{1,100}$/);
  });

  it('draws one moment as well as many', () => {
    expect(drawTimeline([act(1, add(), 5, 5)])).toEqual([expect.stringMatching(/^user 1 increment: added 1  \| +0\.000-0\.000$/)]);
    expect(drawTimeline([])).toEqual([]);
  });
});
