import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.ts';
import { readScenario, readTarget, writeScenario } from '../../src/property/text.ts';
import { anyScenario } from './scenario-arbitrary.ts';

describe('a scenario as text', () => {
  it('is read back exactly, whatever its operations are called', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const text = writeScenario(scenario);
        const read = readScenario(text);
        expect(read).toStrictEqual(scenario);
        expect(Object.entries(read.mix)).toEqual(Object.entries(scenario.mix));
        expect(writeScenario(read)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is safe inside quotes of a shell, of Markdown and of HTML', () => {
    fc.assert(
      fc.property(anyScenario, fc.string({ unit: 'binary', minLength: 1 }), (scenario, on) => {
        expect(writeScenario(scenario, on)).toMatch(/^[A-Za-z0-9._:,=%/@+ -]+$/);
        expect(writeScenario(scenario, on)).not.toMatch(/ {2}|^ | $/);
      }),
    );
  });

  it('keeps any word of what it is meant for', () => {
    fc.assert(
      fc.property(anyScenario, fc.string({ unit: 'binary', minLength: 1 }), (scenario, on) => {
        const text = writeScenario(scenario, on);
        expect(readTarget(text)).toBe(on);
        expect(readScenario(text)).toStrictEqual(scenario);
      }),
    );
  });

  it('is read or refused by a fault, never anything else, however it is mangled', () => {
    const mangled = fc
      .tuple(
        anyScenario,
        fc.nat(),
        fc.nat({ max: 8 }),
        fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('%', '=', ':', ' ', '9', '/s', '@', '+-')),
      )
      .map(([scenario, at, length, put]) => {
        const text = writeScenario(scenario);
        const from = at % text.length;
        return text.slice(0, from) + put + text.slice(from + length);
      });
    fc.assert(
      fc.property(fc.oneof(mangled, fc.string({ unit: 'binary' })), (text) => {
        try {
          const read = readScenario(text);
          expect(readScenario(writeScenario(read))).toStrictEqual(read);
          expect(read.model === 'closed' ? read.users : read.connections / 10).toBeLessThanOrEqual(1_000);
          expect(read.durationMs + read.warmupMs).toBeLessThanOrEqual(1_200_000);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          expect(error.code).toBe('scenario.unreadable');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
