import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLeaks } from '../../../src/diagnose/leak/find-leaks.ts';
import type { Batch, Endurance } from '../../../src/model/endurance.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { unit } from '../../../src/baseline/bounded.ts';
import { anEndurance } from './an-endurance.ts';

const megabyte = 1_024 ** 2;
const context = {
  bound: { bytes: 512 * megabyte, name: 'the limit of rss', of: 'rss' } as const,
  naming: ['remember (server.js:41) holds 1.2 MB'],
};
const calm = { descriptors: 20, threads: 12, sockets: 3, rssBytes: 50 * megabyte };

type Look = (operations: number) => Partial<Batch>;

function first(look: Look, more: Partial<Endurance> = {}, batches = 10): Endurance {
  return anEndurance(batches, 900, (operations) => ({ heapBytes: 6 * megabyte, ...calm, ...look(operations) }), more);
}

function second(look: Look, more: Partial<Endurance> = {}, batches = 30): Endurance {
  return first(look, { attempt: 2, ...more }, batches);
}

function only(findings: readonly Finding[], id: string): Finding {
  const finding = findings.find((one) => one.id === id);
  if (finding === undefined) throw new Error(`no ${id}`);
  return finding;
}

const losing =
  (bytes: number): Look =>
  (operations) => ({ heapBytes: 6 * megabyte + operations * bytes });
const memory = (...endurances: readonly Endurance[]): Finding => only(findLeaks(endurances, context), 'leak.memory');

describe('a leak of memory', () => {
  it('is broken when both processes show it, with bytes for each operation and operations until the limit', () => {
    const finding = memory(first(losing(1_075)), second(losing(1_075)));
    expect(finding).toMatchObject({ kind: 'broken', limit: null, unit: 'B/operation' });
    expect(finding.measured).toBeCloseTo(1_075, 6);
    expect(finding.sentence).toBe(
      'The service leaks 1.05 KB per operation [1.05 KB, 1.05 KB]: 512 MB (the limit of rss) would be full after 450\u2009000 operations',
    );
    expect(finding.evidence[0]).toMatch(
      /^first process, 10 batches, 9\u2009000 operations, live after a collection: 6\.92 MB, .*15\.2 MB$/,
    );
    expect(finding.evidence[1]).toMatch(/^fresh process, 30 batches, 27\u2009000 operations/);
    expect(finding.evidence[2]).toBe('remember (server.js:41) holds 1.2 MB');
  });

  it('never speaks of time', () => {
    for (const { sentence, evidence } of findLeaks([first(losing(1_000)), second(losing(1_000))], context)) {
      expect([sentence, ...evidence].join('\n')).not.toMatch(/hour|minute|second[^ ]|per s/);
    }
  });

  it('says nothing of a limit that nobody knows, or that is below what the service begins with', () => {
    const both = [first(losing(1_000)), second(losing(1_000))];
    expect(only(findLeaks(both, { ...context, bound: null }), 'leak.memory').sentence).toMatch(/per operation \[[^\]]+\]$/);
    const small = { bytes: 10 * megabyte, name: 'the limit of rss', of: 'rss' } as const;
    expect(only(findLeaks(both, { ...context, bound: small }), 'leak.memory').sentence).toMatch(/per operation \[[^\]]+\]$/);
  });

  it('is only suspected without a second process, or with one that did too little, or that showed something else', () => {
    expect(memory(first(losing(1_000)))).toMatchObject({ kind: 'inconclusive' });
    expect(memory(first(losing(1_000))).sentence).toContain('no other process has shown it again');
    expect(memory(first(losing(1_000)), second(losing(1_000), {}, 25)).sentence).toContain('a longer budget');
    expect(memory(first(losing(5_000)), second(losing(1_000)))).toMatchObject({ kind: 'inconclusive' });
    expect(memory(first(losing(5_000)), second(losing(1_000))).sentence).toContain('not as in the process before');
    expect(memory(first(losing(0), {}, 16), second(losing(1_000))).sentence).toContain('only one of two processes');
  });

  it('that is too small to matter holds, and how large one could hide is told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), (bytes) => {
        const finding = memory(first(losing(bytes), {}, 30));
        expect(finding.kind).toBe('held');
        const most = /^95 % interval: a leak of up to (\d+) B per operation could hide in this$/.exec(finding.evidence.at(-1) ?? '')?.[1];
        expect(Number(most)).toBeGreaterThanOrEqual(bytes);
        expect(Number(most)).toBeLessThanOrEqual(bytes + 2);
      }),
    );
  });

  it('is none when the second process fills up, whatever the first looked like', () => {
    const filling: Look = (operations) => ({ heapBytes: 6 * megabyte + Math.min(operations, 10_000) * 1_000 });
    const finding = memory(first(filling), second(filling));
    expect(finding).toMatchObject({ kind: 'held' });
    expect(finding.sentence).toBe(
      'Filling up, not leaking: live memory went from 6.86 MB to 15.5 MB, and the later half of 27\u2009000 operations added 0 B',
    );
  });

  it('is none when nothing grew', () => {
    const finding = memory(first(losing(0), {}, 16));
    expect(finding).toMatchObject({ kind: 'held', measured: 0 });
    expect(finding.sentence).toBe('No leak of memory: live memory came to 6 MB, and the later half of 14\u2009400 operations added 0 B');
  });

  it('cannot be told of a few batches', () => {
    const finding = memory(first(losing(1_000), {}, 4));
    expect(finding).toMatchObject({ kind: 'inconclusive', measured: null });
    expect(finding.sentence).toBe('Too few operations to tell whether memory leaks: 3\u2009600 operations');
  });

  it('is counted by abandoned operations where only those lose something', () => {
    const cut: Look = (operations) => ({ heapBytes: 6 * megabyte + (operations / 9) * 3_000, abandoned: 100 });
    const endurances = [first(losing(0), {}, 16), first(cut, { mode: 'abandoned' }), second(cut, { mode: 'abandoned' })];
    const finding = memory(...endurances);
    expect(finding).toMatchObject({ kind: 'broken' });
    expect(finding.sentence).toContain('The service leaks 2.93 KB per abandoned operation');
    expect(finding.evidence[0]).toContain('1\u2009000 of them abandoned');
  });
});

describe('lost handles', () => {
  const sockets: Look = (operations) => ({ sockets: 3 + operations / 50, descriptors: 20 + operations / 50 });

  it('are told for a thousand operations, the most specific first', () => {
    const findings = findLeaks([first(sockets), second(sockets)], context);
    expect(findings.map(({ id, kind }) => [id, kind])).toEqual([
      ['leak.memory', 'held'],
      ['leak.descriptors', 'held'],
      ['leak.threads', 'held'],
      ['leak.sockets', 'broken'],
    ]);
    expect(only(findings, 'leak.sockets').sentence).toBe('The service leaks 20 sockets per 1\u2009000 operations [20, 20]');
    expect(only(findings, 'leak.sockets').measured).toBeCloseTo(0.02, 9);
    expect(only(findings, 'leak.descriptors').sentence).toContain('leak.sockets');
  });

  it('are told of beside lost sockets when they are more than those', () => {
    const more: Look = (operations) => ({ sockets: 3 + operations / 50, descriptors: 20 + operations / 20 });
    const findings = findLeaks([first(more), second(more)], context);
    expect(findings.filter(({ kind }) => kind === 'broken').map(({ id }) => id)).toEqual(['leak.descriptors', 'leak.sockets']);
  });

  it('are what resident memory grew by, when threads are lost', () => {
    const threads: Look = (operations) => ({ threads: 4 + operations / 50, heapBytes: null, rssBytes: 20 * megabyte + operations * 400 });
    const findings = findLeaks([first(threads, { by: 'rss' }, 30), second(threads, { by: 'rss' }, 100)], context);
    expect(findings.filter(({ kind }) => kind !== 'held').map(({ id }) => id)).toEqual(['leak.threads']);
    expect(only(findings, 'leak.memory').sentence).toContain('19.5 KB for each of the threads');
  });
});

describe('findings of leaks', () => {
  it('are none without a process, and leave out what nobody saw', () => {
    expect(findLeaks([], context)).toEqual([]);
    const blind = first(() => ({ descriptors: null, threads: null, sockets: null }), {}, 16);
    expect(findLeaks([blind], context).map(({ id }) => id)).toEqual(['leak.memory']);
  });

  it('have units that a run document takes', () => {
    for (const finding of findLeaks([first(losing(1_000)), second(losing(1_000))], context))
      expect(unit.parse(finding.unit)).toBe(finding.unit);
  });
});
