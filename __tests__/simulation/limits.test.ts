import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { judgeTruth, limitMs, p95OfMean, roomy, truths } from './truths.ts';

/** The verdict on a service whose p95 is so many times its limit. */
async function judgeAt(times: number, seed: number): Promise<Verdict> {
  return judgeTruth({ name: '', given: roomy((times * limitMs) / p95OfMean), wrong: () => '' }, seed);
}

function limitOf({ findings }: Verdict): string {
  return findings.find(({ id }) => id === 'limit.p95')?.sentence ?? '';
}

describe('the limits of a gate', () => {
  it('are looked at once more where the reference load leaves one open', async () => {
    const open = await judgeAt(1.02, 1);
    expect(open.cost.phaseMs).toHaveProperty('limits');
    expect(limitOf(open)).toContain('over 2 loads');
  });

  it('are not where it is clear on which side of one the service is', async () => {
    for (const verdict of [await judgeAt(0.9, 1), await judgeAt(1.2, 1)]) {
      expect(verdict.cost.phaseMs).not.toHaveProperty('limits');
      expect(limitOf(verdict)).not.toContain('loads');
    }
  });

  // Chosen because a 95 % interval of one load lies wholly beside the limit.
  it.each([38, 43, 87])('leave open what lies exactly at one, seed %d', async (seed) => {
    const truth = truths.find(({ name }) => name === 'p95 at its limit');
    expect(truth?.wrong(await judgeAt(1, seed))).toBe('');
  });
});
