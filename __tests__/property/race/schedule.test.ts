import type * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf, tellSchedule } from '../../../src/property/race/schedule.ts';

const item = (taskId: number, more: Partial<fc.SchedulerReportItem> = {}): fc.SchedulerReportItem => ({
  taskId,
  status: 'resolved',
  schedulingType: 'function',
  label: `read(${taskId})`,
  ...more,
});

it('a step tells its number, what it was and what came of it', () => {
  expect(
    tellSchedule([
      item(2),
      item(1, { outputValue: '"a"' }),
      item(3, { status: 'rejected', outputValue: 'new Error("no")' }),
      item(4, { status: 'pending' }),
      item(5, { label: '' }),
      item(6, { label: '(7)' }),
    ]),
  ).toEqual(['#2 read(2)', '#1 read(1) → "a"', '#3 read(3) failed: new Error("no")', '#4 read(4): still waiting', '#5 step', '#6 step(7)']);
  expect(orderOf([item(2), item(1)])).toBe('2 1');
});

it('a schedule without end is told by its beginning and its end, and so is a step', () => {
  const lines = tellSchedule(Array.from({ length: 1_000 }, (_, at) => item(at + 1, { outputValue: 'x'.repeat(10_000) })));
  expect(lines).toHaveLength(61);
  expect(lines[20]).toBe('… 940 more steps …');
  expect([lines[0], lines.at(-1)].map((line) => line?.split(' ')[0])).toEqual(['#1', '#1000']);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300);
});
