import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMemory, tellMemory } from '../../src/baseline/document.ts';
import { presentOf } from '../../src/baseline/present.ts';
import { aMemory, earlierRun } from './sample-run.ts';

const now = new Date('2026-11-02T00:00:00Z');
const runs = ['2026-10-01', '2026-11-03', '2026-11-04', '1970-01-01', '2026-10-01'].map((day) =>
  earlierRun([], { createdAt: `${day}T00:00:00.000Z` }),
);
const acceptances = ['2026-10-01', '2027-01-01'].map((day) => ({
  metric: 'p95',
  because: '',
  by: 'commit 4f2c1e9',
  createdAt: `${day}T00:00:00.000Z`,
  expiresAt: '2027-10-01T00:00:00.000Z',
}));

describe('a baseline whose clocks were wrong', () => {
  it('is used but for what is from more than a day ahead, in the order it was remembered in', () => {
    const { memory, future } = presentOf(aMemory({ runs, acceptances }), now);
    expect(future).toBe(1);
    expect(memory).toEqual(aMemory({ runs: runs.filter((_, at) => at !== 2), acceptances: acceptances.slice(0, 1) }));
    expect(tellMemory(memory, 'a.json', future)).toBe(
      'The baseline in a.json holds 4 earlier runs, the newest of 2026-10-01 at 4f2c1e9. Left aside: 1 run from the future; a clock was wrong, or is.',
    );
  });

  it('is not damaged', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../fixtures/histories/from-the-future.json'), 'utf8');
    const found = readMemory(text, { suite: 'checkout', repository: 'acme/shop' });
    expect(found.kind === 'memory' && presentOf(found.memory, now).future).toBeGreaterThan(0);
  });
});
