import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { mixedFinding, mixedSearch, type MixTried } from '../../src/property/mixed.ts';

const finding = (kind: Finding['kind'], measured: number | null, sentence = 'It is so'): Finding => ({
  id: 'fairness.starvation',
  kind,
  sentence,
  measured,
  limit: kind === 'inconclusive' && measured === null ? null : 20,
  unit: '%',
  evidence: ["Jain's index of fairness between operations: 0.97"],
});
const held: MixTried = { name: 'as configured', kind: 'held', finding: finding('held', 80) };
const alike: MixTried = { name: 'all alike', kind: 'held', finding: finding('held', 60) };
const starving: MixTried = { name: 'mostly list', kind: 'broken', finding: finding('broken', 3, '`add` is starved by other operations') };
const doubtful: MixTried = { name: 'mostly add', kind: 'inconclusive', finding: finding('inconclusive', 12, '`add` may be starved') };
const short: MixTried = { name: 'mostly me', kind: 'short', finding: finding('inconclusive', null) };
const retracted: MixTried = { name: 'mostly me', kind: 'retracted', finding: finding('held', 90) };

describe('the property of mixes', () => {
  it('holds when none of several mixes starves anybody; the worst of them is told, and the index beside each', () => {
    const found = mixedFinding([held, alike, retracted, short], null, 0.2);
    expect(found).toMatchObject({ id: 'property.mixed', kind: 'held', measured: 60, limit: 20, unit: '%' });
    expect(found.sentence).toBe(
      'No kind of operation starves others in any of 3 mixes: the worst gets 60 % of the service that the middle operation gets',
    );
    expect(found.evidence).toEqual([
      "as configured: held, the worst gets 80 % of the middle; Jain's index 0.97",
      "all alike: held, the worst gets 60 % of the middle; Jain's index 0.97",
      "mostly me: held when measured again, the worst gets 90 % of the middle; Jain's index 0.97",
      "mostly me: too short to tell; Jain's index 0.97",
    ]);
  });

  it('is broken by one, with the load that shows it', () => {
    const found = mixedFinding([held, starving], { replay: 'replay u3', told: 'found by 20 users; 3 users are enough' }, 0.2);
    expect(found).toMatchObject({ kind: 'broken', measured: 3, limit: 20, replay: 'replay u3' });
    expect(found.sentence).toBe('`add` is starved by other operations (mix: mostly list)');
    expect(found.evidence.at(-1)).toBe('found by 20 users; 3 users are enough');
    expect(mixedFinding([starving], null, 0.2)).not.toHaveProperty('replay');
  });

  it('is left open by a doubt, but not by a mix that was too short', () => {
    expect(mixedFinding([held, alike, doubtful], null, 0.2)).toMatchObject({ kind: 'inconclusive', limit: 20 });
    expect(mixedFinding([held, alike, short], null, 0.2).kind).toBe('held');
  });

  it('was not looked at where there was time for one mix only', () => {
    for (const tried of [[], [held], [held, short]]) {
      expect(mixedFinding(tried, null, 0.2)).toMatchObject({ kind: 'inconclusive', measured: null, limit: null });
    }
  });

  it('tells what was tried', () => {
    expect(mixedSearch([held, alike], 20, 7)).toEqual({
      property: 'property.mixed',
      scenarios: 2,
      seed: 7,
      path: '',
      spread: ['users: 20 ×2', 'mixes: as configured, all alike'],
    });
  });
});
