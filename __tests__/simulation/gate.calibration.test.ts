import { describe, expect, it } from 'vitest';
import { judgeTruth, truths } from './truths.ts';

/** Those whose gates take little; `npm run bench:truths` holds all of them to a hundred seeds. */
const quick: readonly (readonly [name: string, seeds: readonly number[]])[] = [
  ['freeze', [1, 2, 3]],
  ['endless loop', [1, 2, 3]],
  ['killed for its memory', [1, 2, 3]],
  ['p95 5 % above its limit', [1]],
  ['p95 5 % below its limit', [1]],
  ['lost updates', [1]],
];

describe('a gate on a service of which the truth is known', () => {
  it.each(quick)('says so: %s', async (name, seeds) => {
    const truth = truths.find((one) => one.name === name);
    if (truth === undefined) throw new Error(`no such truth: ${name}`);
    for (const seed of seeds) expect(truth.wrong(await judgeTruth(truth, seed))).toBe('');
  });

  it('tells apart what is true from what is not', async () => {
    const [freeze, spin] = ['freeze', 'endless loop'].map((name) => truths.find((one) => one.name === name));
    if (freeze === undefined || spin === undefined) throw new Error('no such truth');
    expect(freeze.wrong(await judgeTruth(spin, 1))).not.toBe('');
  });

  it('says the same of the same seed, and measures something else with another', async () => {
    const truth = truths.find(({ name }) => name === 'freeze');
    if (truth === undefined) throw new Error('no such truth');
    const tell = async (seed: number): Promise<string> => JSON.stringify(await judgeTruth(truth, seed));
    const once = await tell(4);
    expect(await tell(4)).toBe(once);
    expect(await tell(5)).not.toBe(once);
  });
});
