import { describe, expect, it } from 'vitest';
import type { DeedMeaning, Operation } from '../../src/model/operation.ts';
import { planDeeds, planLastLook } from '../../src/phases/plan-deeds.ts';
import { operation } from '../support/operations.ts';

const meant = (name: string, deed: DeedMeaning | null, weight: number = 1): Operation => ({
  ...operation(name),
  weight,
  meaning: deed === null ? {} : { deed },
});
const key = '{{key}}';
const put = meant('put', { kind: 'write', key, value: 'uuid' }, 5);
const get = meant('get', { kind: 'read', key, value: '$.v', maxStaleMs: 0 }, 0);
const add = meant('add', { kind: 'increment', key: 'n-{{key}}', by: 1, value: null });
const tell = meant('tell', { kind: 'increment', key: 'n-{{key}}', by: 1, value: '$.n' });
const swap = meant('swap', { kind: 'compare-and-set', key, value: 'uuid', swapped: null });
const list = meant('list', null, 8);

describe('planDeeds', () => {
  it('takes what changes a key as often as what reads one, even where that has no share of the usual load', () => {
    expect(planDeeds([list, put, get])).toEqual({ kind: 'ready', mix: { put: 1, get: 1 } });
  });

  it('leaves out what changes a key and has no share of the usual load', () => {
    expect(planDeeds([put, { ...add, weight: 0 }, get])).toEqual({ kind: 'ready', mix: { put: 1, get: 1 } });
  });

  it('is content with what is told by increments and swaps themselves', () => {
    expect(planDeeds([tell])).toEqual({ kind: 'ready', mix: { tell: 1 } });
    expect(planDeeds([swap])).toEqual({ kind: 'ready', mix: { swap: 1 } });
  });

  it('knows when there is nothing to judge, or nothing to judge by', () => {
    expect(planDeeds([list, get])).toEqual({ kind: 'undeclared' });
    expect(planDeeds([list, put, add])).toEqual({ kind: 'unseen' });
  });
});

describe('planLastLook', () => {
  it('looks with what reads, and with increments that tell a count that nothing reads', () => {
    const all = [list, put, get, add, tell, swap];
    const everything = { put: 1, get: 1, add: 1, tell: 1, swap: 1 };
    expect(planLastLook(all, everything)).toEqual({ mix: { get: 1, tell: 1 }, isPerUser: false });
    const count = meant('count', { kind: 'read', key: 'n-{{key}}', value: null, maxStaleMs: 0 });
    expect(planLastLook([...all, count], { ...everything, count: 2 }).mix).toEqual({ get: 1, count: 1 });
  });

  it('looks only with what the load itself sent', () => {
    expect(planLastLook([put, get, swap], { put: 1, swap: 1 })).toEqual({ mix: {}, isPerUser: false });
  });

  it('knows that keys belong to users', () => {
    const own = meant('own', { kind: 'read', key: 'cart-{{ user }}', value: null, maxStaleMs: 0 });
    expect(planLastLook([put, own], { put: 1, own: 1 })).toEqual({ mix: { own: 1 }, isPerUser: true });
  });
});
