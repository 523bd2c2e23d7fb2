import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { RememberedRun } from '../../src/model/memory.ts';
import type { Metric } from '../../src/model/metric.ts';
import { judge } from '../../src/verdict/judge.ts';
import { tellAge } from '../../src/verdict/leak-age.ts';
import { aRun, earlierRun, recalled } from '../baseline/sample-run.ts';

const metric = (value: number, name: string = 'leak', unit: string = 'B/operation'): Metric => ({ name, unit, value, worse: 'higher' });
const leaked = (...values: readonly number[]): readonly RememberedRun[] => values.map((value) => earlierRun([metric(value)]));
const leak: Finding = {
  kind: 'broken',
  id: 'leak.memory',
  sentence: 'The service leaks 1.1 KB per operation',
  measured: 1_090,
  interval: [1_050, 1_130],
  limit: null,
  unit: 'B/operation',
  evidence: ['how'],
};

describe('a leak', () => {
  it.each([
    ['that no earlier run had is of this change', [0, 0, 0, 0], 'Introduced by this change: none of the last 4 runs leaked.'],
    ['that came back is of this change', [900, 0, 0, 0], 'Introduced by this change: none of the last 3 runs leaked.'],
    ['that the last three had is old', [0, 1_000, 1_100, 1_150], 'Old: the last 3 runs leaked as much.'],
    ['that grew is worse', [0, 500, 512, 520], 'Worse than before: the last 3 runs leaked 512 B per operation.'],
    ['that shrank is old', [0, 2_048, 2_050, 2_040], 'Old, and less than before: the last 3 runs leaked 2 KB per operation.'],
    ['that differs by its own noise is old', [900, 910, 1_200], 'Old: the last 3 runs leaked as much.'],
    ['that is a little larger than each is old', [1_000, 1_010, 1_020], 'Old: the last 3 runs leaked as much.'],
    ['that some runs had is not of this change alone', [0, 0, 1_100], 'Not of this change alone: 1 of the last 3 runs leaked as well.'],
  ])('%s', (_, before, age) => {
    const told = tellAge(leak, leaked(...before));
    expect(told.sentence).toBe(`The service leaks 1.1 KB per operation. ${age}`);
    expect(told.evidence).toHaveLength(2);
    expect(told.kind).toBe('broken');
  });

  it('of clients that hang up is of this change as well where no earlier run leaked anything', () => {
    const abandoned = { ...leak, unit: 'B/abandoned operation' };
    expect(tellAge(abandoned, leaked(0, 0, 0)).sentence).toContain('Introduced by this change: none of the last 3 runs leaked.');
    expect(tellAge(abandoned, leaked(900, 900, 900)).sentence).toBe(leak.sentence);
  });

  it('is no worse than before as long as it may be as much', () => {
    expect(tellAge({ ...leak, interval: [800, 1_400] }, leaked(860, 870, 880)).sentence).toContain('Old: the last 3 runs leaked as much.');
  });

  it('shows what the earlier runs leaked', () => {
    expect(tellAge(leak, leaked(0, 0, 512)).evidence.at(-1)).toBe('leaked in earlier runs, the last one last: 0 B/op, 0 B/op, 512 B/op');
  });

  it.each([
    ['two runs', leaked(0, 0)],
    ['runs that did not look for one', [earlierRun([]), earlierRun([]), earlierRun([])]],
    ['runs that counted otherwise', [1, 2, 3].map((value) => earlierRun([metric(value, 'leak', 'bytes')]))],
  ])('has no age after %s', (_, earlier) => {
    expect(tellAge(leak, earlier)).toBe(leak);
  });

  it('of descriptors is dated by descriptors', () => {
    const handles: Finding = { ...leak, id: 'leak.descriptors', unit: '/operation', measured: 0.01, interval: [0.0099, 0.0101] };
    const before = [0.002, 0.002, 0.002].map((value) => earlierRun([metric(0), metric(value, 'leak(descriptors)', '/operation')]));
    expect(tellAge(handles, before).sentence).toContain('Worse than before: the last 3 runs leaked 2 per 1\u2009000 operations.');
  });

  it('that held or is open has none', () => {
    for (const kind of ['held', 'inconclusive'] as const) expect(tellAge({ ...leak, kind }, leaked(0, 0, 0)).sentence).toBe(leak.sentence);
  });
});

describe('the verdict on a leak', () => {
  const age = (part: Parameters<typeof earlierRun>[1], compare: 'history' | 'none' = 'history'): string => {
    const run = aRun({ findings: [leak], policy: { ...aRun().policy, compare: { with: compare } } });
    const earlier = [0, 0, 0].map((value) => earlierRun([metric(value)], part));
    return judge(run, recalled(earlier), runnerClass(run.runner)).reason;
  };

  it('says whose it is, by comparable runs only', () => {
    expect(age({})).toBe('The service leaks 1.1 KB per operation. Introduced by this change: none of the last 3 runs leaked.');
    expect(age({ runnerClass: 'other' })).toBe('The service leaks 1.1 KB per operation.');
    expect(age({}, 'none')).toBe('The service leaks 1.1 KB per operation.');
  });
});
