import { expect, it } from 'vitest';
import type { Constraint } from '../../src/model/constraint.ts';
import { countPut, spreadConstraints, sumUpConstraints } from '../../src/property/sum-up-constraints.ts';
import type { Tried } from '../../src/property/tell-constraints.ts';
import { ordealOf, scenarioUnder } from './an-ordeal.ts';

const hog: Constraint = { kind: 'cpu', by: 'hog' };
const files: Constraint = { kind: 'descriptors', count: 8, beyond: 'held' };
const net: Constraint = { kind: 'network', delayMs: 20, bytesPerSecond: null };
const held: Tried = {
  kind: 'held',
  constraint: hog,
  how: '',
  ordeal: ordealOf(),
  stand: { kind: 'held', recoveredMs: 250, errorsPercent: 0 },
};
const broken: Tried = {
  kind: 'broken',
  constraint: files,
  how: '',
  ordeal: ordealOf(),
  failing: { kind: 'crash', ending: { kind: 'exited', code: 1 }, when: 'under' },
  times: 1,
  load: scenarioUnder(files),
  said: [],
};
const untried: Tried = { kind: 'untried', constraint: net, why: 'the time was up' };
const forbidden: Tried = { kind: 'not-permitted', constraint: files, why: 'there is no prlimit here' };

it('pressures are summed up on one line, those that were not put on apart', () => {
  expect(sumUpConstraints([held])).toBe('1 pressure · held');
  expect(sumUpConstraints([held, { ...held, constraint: net }])).toBe('2 pressures · held');
  expect(sumUpConstraints([held, forbidden, untried])).toBe('1 pressure · held · not permitted here: fds=+8 · not tried: net=20ms');
  expect(sumUpConstraints([held, broken])).toBe('2 pressures · held: cpu=hog · broken: fds=+8');
  expect(sumUpConstraints([untried])).toBe('0 pressures · not tried: net=20ms');
});

it('pressures are told with the recovery from each', () => {
  expect(spreadConstraints([held, broken, untried])).toEqual(['held: cpu=hog, back after 250 ms', 'broken: fds=+8', 'not tried: net=20ms']);
  expect([countPut([held, broken, forbidden, untried]), countPut([])]).toEqual([2, 0]);
});
