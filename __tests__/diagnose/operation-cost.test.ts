import { describe, expect, it } from 'vitest';
import { costOf, type Slice } from '../../src/diagnose/operation-cost.ts';
import type { ResourceUse } from '../../src/model/reading.ts';
import { healthyRun } from '../report/healthy-run.ts';

const megabyte = 1_024 ** 2;

interface Told {
  readonly requests: number;
  readonly inFlight: number;
  readonly idleMegabytes: number;
  readonly peakMegabytes: number;
  readonly cpuMs?: number;
  readonly descriptors?: number;
}

function slice({ requests, inFlight, idleMegabytes, peakMegabytes, cpuMs = 100, descriptors = 40 }: Told): Slice {
  const { steady, resources } = healthyRun;
  const use: ResourceUse | undefined = resources[0]?.use;
  if (use === undefined) throw new Error('the sample has no resources');
  return {
    observation: { ...steady, peakInFlight: inFlight, total: { ...steady.total, requests, bytes: requests * 90 } },
    use: {
      ...use,
      cpuMs,
      peakRssBytes: peakMegabytes * megabyte,
      rssBytes: { first: 0, max: 0, last: 0 },
      descriptors: { first: 20, max: descriptors, last: 20 },
    },
    idle: { rssBytes: idleMegabytes * megabyte, descriptors: 20 },
  };
}

const cheap = { requests: 1_000, inFlight: 20, idleMegabytes: 60, peakMegabytes: 70 };

describe('costOf', () => {
  it('tells CPU time, answer and descriptors for each operation', () => {
    expect(costOf('list', [slice(cheap), slice({ ...cheap, requests: 3_000, cpuMs: 500 })])).toEqual({
      name: 'list',
      operations: 4_000,
      users: 20,
      cpuMsPerOperation: 0.15,
      answerBytes: 90,
      heldBytes: 0,
      heldDescriptors: 1,
    });
  });

  it('sees what an operation holds while it is under way', () => {
    const cost = costOf('export', [slice({ ...cheap, peakMegabytes: 60 + 20 * 52 })]);
    expect(cost?.heldBytes).toBe(52 * megabyte);
  });

  it('takes a heap that comes and goes for no cost of the operation', () => {
    expect(costOf('list', [slice({ ...cheap, peakMegabytes: 90 })])?.heldBytes).toBe(0);
    expect(costOf('list', [slice({ ...cheap, idleMegabytes: 1_000, peakMegabytes: 1_200 })])?.heldBytes).toBe(0);
  });

  it('does not hide an operation whose memory an earlier round has left behind', () => {
    const [first, second] = [slice({ ...cheap, peakMegabytes: 1_060 }), slice({ ...cheap, idleMegabytes: 1_060, peakMegabytes: 1_070 })];
    expect(costOf('export', [first, second])?.heldBytes).toBe(50 * megabyte);
  });

  it('says nothing of what was not watched, and nothing at all when nothing was answered', () => {
    const unseen = costOf('list', [{ ...slice(cheap), use: null, idle: null }]);
    expect(unseen).toMatchObject({ cpuMsPerOperation: null, heldBytes: null, heldDescriptors: null, answerBytes: 90 });
    expect(costOf('list', [slice({ ...cheap, requests: 0 })])).toBeNull();
    expect(costOf('list', [])).toBeNull();
  });
});
