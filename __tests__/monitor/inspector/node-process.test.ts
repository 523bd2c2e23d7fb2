import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  catchesSigusr1,
  directoryOf,
  isNode,
  mainThreadMs,
  maskHas,
  wasToldToInspect,
} from '../../../src/monitor/inspector/node-process.ts';
import { openProgram, type Program } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await openProgram('const orders = { burn: () => { const end = Date.now() + 50; while (Date.now() < end); } };', {});
});
afterAll(() => program[Symbol.asyncDispose]());

it('the mask of caught signals tells whether SIGUSR1 is among them, and the name of a process does not', () => {
  const status = (mask: string): string => `Name:\tnode\nSigIgn:\t0000000000001000\nSigCgt:\t${mask}\nCapInh:\t0\n`;
  expect(maskHas(status('0000000000000200'), 10n)).toBe(true);
  expect(maskHas(status('ffffffffffffffff'), 10n)).toBe(true);
  expect(maskHas(status('0000000000000000'), 10n)).toBe(false);
  expect(maskHas(status('fffffffffffffdff'), 10n)).toBe(false);
  expect(maskHas('Name:\tSigCgt:\t0000000000000200\nSigCgt:\t0\n', 10n)).toBe(false);
  expect(maskHas('', 10n)).toBe(false);
});

it('a Node is known by its program, and catches SIGUSR1', () => {
  expect(isNode(program.pid)).toBe(true);
  expect(catchesSigusr1(program.pid)).toBe(true);
  expect(wasToldToInspect(program.pid)).toBe(false);
  expect(directoryOf(program.pid)).toMatch(/plimsoll-inspector-/);
});

it('the time of the main thread grows by what it burns', async () => {
  const before = mainThreadMs(program.pid) ?? Number.NaN;
  await program.order('burn');
  expect((mainThreadMs(program.pid) ?? Number.NaN) - before).toBeGreaterThan(0);
});

it('neither we ourselves nor nobody is a Node to ask', () => {
  for (const pid of [process.pid, 2 ** 22 + 1, -1, 0]) expect(isNode(pid)).toBe(false);
  for (const pid of [2 ** 22 + 1, -1, 0]) {
    expect(catchesSigusr1(pid)).toBe(false);
    expect(directoryOf(pid)).toBe('');
    expect(mainThreadMs(pid)).toBeNull();
  }
});
