import { describe, expect, it } from 'vitest';
import { findSustained } from '../../src/diagnose/sustained.ts';
import { shareBudget } from '../../src/load/budget.ts';
import { sustain } from '../../src/phases/sustained.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const shares = { ...shareBudget(30_000), sustainedMs: 8_000 };

describe('a service that takes longer with every answer', () => {
  it('is loaded in a fresh process once more, and found to get worse from its beginning on in both', async () => {
    const config = configOf('slows-down', { work: { get: '/work' } }, '1..8', world);
    await using stand = await openStand(config, world);
    const { endurances } = await sustain(config, shares, 7, stand.line, stand.story, world);
    expect(endurances.filter(({ mode }) => mode === 'answered').map(({ attempt }) => attempt)).toEqual([1, 2]);
    const { limits } = config.property.sustained;
    const finding = findSustained({ endurances, limits, findings: [], ended: null });
    expect(finding).toMatchObject({ id: 'property.sustained', kind: 'broken' });
    expect(finding.sentence).toMatch(/^The p(?:50|95) rose by .* and so it did in the other of two processes, each of which began anew$/);
  }, 60_000);
});
