import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RaceOutcome } from '../../../src/model/race.ts';
import { isPath, readNotes, writeNote, type Note } from '../../../src/property/race/note.ts';

const text = fc.string({ unit: 'binary', maxLength: 30 });
const path = fc.array(fc.nat(999_999), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(':'));
const base = { name: text, sentence: text, runs: fc.nat(), evidence: fc.array(text, { maxLength: 5 }) };
const outcome: fc.Arbitrary<RaceOutcome> = fc.oneof(
  fc.record({ kind: fc.constant('held' as const), ...base }),
  fc.record({ kind: fc.constant('broken' as const), ...base, path }),
  fc.record({ kind: fc.constant('inconclusive' as const), ...base }),
  fc.record({ kind: fc.constant('inconclusive' as const), ...base, path }),
);
const note: fc.Arbitrary<Note> = fc.oneof(
  fc.record({ kind: fc.constant('found' as const), names: fc.array(text) }),
  fc.record({ kind: fc.constant('unloaded' as const), lines: fc.array(text) }),
  fc.record({ kind: fc.constant('began' as const), name: text }),
  fc.record({ kind: fc.constantFrom('broke' as const, 'ended' as const), outcome }),
);

it('notes are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(note), (notes) => {
      expect(readNotes(notes.map(writeNote).join(''))).toEqual(notes);
    }),
  );
});

it('notes that are cut anywhere are read up to there', () => {
  fc.assert(
    fc.property(fc.array(note), fc.nat(), (notes, at) => {
      const written = notes.map(writeNote).join('');
      const read = readNotes(written.slice(0, at % (written.length + 1)));
      expect(notes.slice(0, read.length)).toEqual(read);
    }),
  );
});

it('whatever else is there is no note, and nothing throws', () => {
  const strange = fc.oneof(
    text,
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify({ kind: 'ended', outcome: value })),
  );
  fc.assert(
    fc.property(fc.array(strange), (lines) => {
      for (const each of readNotes(lines.join('\n'))) expect(['found', 'unloaded', 'began', 'broke', 'ended']).toContain(each.kind);
    }),
  );
  const held = { kind: 'held', name: 'a', sentence: 'b', runs: 1, evidence: [] };
  for (const wrong of [
    { ...held, kind: 'pass' },
    { ...held, kind: 'broken' },
    { ...held, kind: 'broken', path: '1; rm' },
    { ...held, runs: -1 },
    { ...held, runs: 1.5 },
    { ...held, name: 'x'.repeat(5_000) },
    { ...held, evidence: [3] },
    { ...held, evidence: Array.from({ length: 300 }, () => '') },
  ]) {
    expect(readNotes(`${JSON.stringify({ kind: 'ended', outcome: wrong })}\n`)).toEqual([]);
  }
});

it('a path is numbers, and not without end', () => {
  expect(['0', '16', '3:0:12'].every(isPath)).toBe(true);
  expect(['', ':', '1:', 'a', '1;2', '-1', '1 ', '9999999', '0:'.repeat(900) + '0', 3].some(isPath)).toBe(false);
});
