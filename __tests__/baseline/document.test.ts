import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maxBaselineBytes, readMemory, tellMemory, writeMemory } from '../../src/baseline/document.ts';
import { aMemory, earlierRun, ms } from './sample-run.ts';

const histories = resolve(import.meta.dirname, '../../fixtures/histories');
const owner = { suite: 'checkout', repository: 'acme/shop' };
const read = (name: string): ReturnType<typeof readMemory> => readMemory(readFileSync(join(histories, name), 'utf8'), owner);

describe('a baseline document', () => {
  it.each([
    ['steady.json', 30],
    ['young.json', 5],
    ['creeping.json', 30],
  ])('%s is read', (name, count) => {
    const found = read(name);
    expect(found.kind === 'memory' && found.memory.runs.length).toBe(count);
  });

  it.each([
    ['truncated.json', 'damaged', 'is damaged'],
    ['duplicate-key.json', 'damaged', 'is damaged'],
    ['prototype-key.json', 'damaged', 'is damaged'],
    ['infinite-number.json', 'damaged', 'is damaged: its content breaks the schema'],
    ['newer-version.json', 'foreign', 'was written by another version of plimsoll'],
    ['other-suite.json', 'foreign', 'belongs to another suite'],
    ['other-repository.json', 'foreign', 'belongs to another repository'],
    ['not-a-baseline.json', 'foreign', 'is not a baseline document'],
    ['binary.json', 'foreign', 'is not a baseline document'],
  ])('%s is %s: it %s', (name, kind, why) => {
    expect(read(name)).toEqual({ kind, why });
  });

  it('of 50 MB is refused before it is parsed', () => {
    expect(readMemory(`{"schema":"plimsoll.baseline/1","suite":"${'x'.repeat(50e6)}"}`, owner)).toEqual({
      kind: 'foreign',
      why: 'is larger than 5 MB',
    });
  });

  it('nested two million deep is refused without a stack', () => {
    expect(readMemory('['.repeat(2e6), owner).kind).toBe('foreign');
    expect(readMemory('['.repeat(2e6) + ']'.repeat(2e6), owner).kind).toBe('foreign');
    expect(readMemory('{"a":'.repeat(8e5) + '1' + '}'.repeat(8e5), owner).kind).toBe('foreign');
  });

  it('that is empty may be replaced', () => {
    expect(readMemory('', owner).kind).toBe('damaged');
  });

  it('of any repository will do where ours is not known', () => {
    const text = writeMemory(aMemory({ repository: 'acme/other' }));
    expect(readMemory(text, { ...owner, repository: '' }).kind).toBe('memory');
  });

  it("that does not know its own repository is anybody's, as the command line writes it", () => {
    const text = writeMemory(aMemory({ repository: '' }));
    expect(readMemory(text, owner)).toEqual({ kind: 'memory', memory: aMemory({ repository: '' }) });
    expect(readMemory(text, { ...owner, suite: 'search' })).toEqual({ kind: 'foreign', why: 'belongs to another suite' });
  });

  it('with too many runs or counterexamples is damaged', () => {
    const runs = Array.from({ length: 241 }, () => earlierRun([]));
    const counterexamples = Array.from({ length: 21 }, (_, at) => ({ property: 'p', scenario: `${at}` }));
    expect(readMemory(JSON.stringify(aMemory({ runs })), owner).kind).toBe('damaged');
    expect(readMemory(JSON.stringify(aMemory({ counterexamples })), owner).kind).toBe('damaged');
  });

  it('is written small enough to be read again, the oldest runs left out', () => {
    const metrics = Array.from({ length: 600 }, (_, at) => ms(`p95(${at}${'x'.repeat(100)})`, at));
    const runs = Array.from({ length: 200 }, (_, at) => earlierRun(metrics, { commit: at.toString(16).padStart(8, '0') }));
    const text = writeMemory(aMemory({ runs }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBaselineBytes);
    const found = readMemory(text, owner);
    expect(found.kind === 'memory' && found.memory.runs.at(-1)?.commit).toBe('000000c7');
  });

  it('says what it holds and where its newest run came from', () => {
    const memory = aMemory({ runs: [earlierRun([])], counterexamples: [{ property: 'p', scenario: 's' }] });
    expect(tellMemory(memory, 'a.json')).toBe(
      'The baseline in a.json holds 1 earlier run, the newest of 2026-10-31 at 4f2c1e9, and 1 failing scenario.',
    );
    expect(tellMemory(aMemory(), 'a.json')).toBe('The baseline in a.json holds 0 earlier runs.');
  });
});
