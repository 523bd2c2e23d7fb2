import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { concerning } from '../../src/property/concerns.ts';
import type { ConnectionsSeen } from '../../src/property/connections.ts';
import { databaseFinding } from '../../src/property/database.ts';

const coordination = {
  id: 'coordination',
  kind: 'held',
  sentence: 'All waits had an end',
  measured: 30,
  limit: 2_000,
  unit: 'ms',
  evidence: [],
} as const;
const consistent = (kind: Finding['kind'], id = 'consistency.lost-update', evidence: readonly string[] = []): Finding => ({
  id,
  kind,
  sentence: 'Lost 3 of 40 updates.',
  measured: 3,
  limit: 0,
  unit: 'count',
  evidence,
});
const steady: ConnectionsSeen = { before: 0, rounds: [4, 4].map((after) => ({ most: after, after, inFlight: 20 })) };
const leaking: ConnectionsSeen = { before: 0, rounds: [30, 60, 90].map((after) => ({ most: after, after, inFlight: 20 })) };
const find = (given: Partial<Parameters<typeof databaseFinding>[0]>): Finding =>
  databaseFinding({ coordination, connections: steady, consistency: [], replay: null, evidence: [], ...given });

describe('the property of a database', () => {
  it('holds with what was looked at, and says which', () => {
    expect(find({})).toMatchObject({ id: 'property.database', kind: 'held', measured: 30, limit: 2_000, unit: 'ms' });
    expect(find({}).sentence).toBe('Waits are bounded, none is lost and no connection leaks');
    expect(find({ connections: null }).sentence).toBe('Waits are bounded and none is lost');
    expect(find({ connections: null }).evidence).toContain('connections to others: nobody could look');
    const judged = find({ consistency: [consistent('held')] });
    expect(judged.sentence).toBe('Waits are bounded, none is lost, no connection leaks and no update is lost');
    expect(judged.evidence).toContain('consistency.lost-update held: Lost 3 of 40 updates.');
    expect(find({ consistency: [consistent('inconclusive')] }).sentence).not.toContain('update');
  });

  it('is broken by a leak, then by waits, then by wrong answers, each with the command that shows it', () => {
    const waits = { ...coordination, kind: 'broken', sentence: 'Waits took 3 s on average.', replay: 'again waits' } as const;
    const wrong = { ...consistent('broken'), kind: 'broken', replay: 'again wrong' } as const;
    const leak = find({ connections: leaking, coordination: waits, replay: 'again leak' });
    expect(leak).toMatchObject({ kind: 'broken', measured: 90, limit: 0, unit: 'count', replay: 'again leak' });
    expect(find({ coordination: waits, consistency: [wrong] })).toMatchObject({
      kind: 'broken',
      sentence: 'Waits took 3 s on average',
      toldBy: 'coordination',
      replay: 'again waits',
    });
    expect(find({ consistency: [wrong] })).toMatchObject({
      kind: 'broken',
      sentence: 'Lost 3 of 40 updates',
      toldBy: 'consistency.lost-update',
      measured: 3,
      unit: 'count',
      replay: 'again wrong',
    });
  });

  it('is open where waits are', () => {
    const open = { ...coordination, kind: 'inconclusive', sentence: 'Too few.', measured: null, limit: null } as const;
    expect(find({ coordination: open })).toMatchObject({ kind: 'inconclusive', sentence: 'Too few', measured: null, limit: null });
  });
});

describe('findings on right answers', () => {
  it('concern an operation where their proof shows it, or shows none', () => {
    const shown = consistent('broken', 'consistency.stale-read', ['the proof:', 'user 3 count: read "4"   [==]   0-1']);
    const silent = consistent('held');
    const other = { ...consistent('broken'), id: 'isolation' };
    expect(concerning([shown, silent, other], ['count'])).toEqual([shown, silent]);
    expect(concerning([shown, silent, other], ['stock'])).toEqual([silent]);
    const long = consistent('broken', 'consistency.stale-read', ['user 3 read-the-...: read "4"']);
    expect(concerning([long], ['read-the-very-long-name'])).toEqual([long]);
  });
});
