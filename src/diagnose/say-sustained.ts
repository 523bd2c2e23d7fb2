import { printCount, printDuration, printPercent } from '../units/print.ts';
import type { Course, LongRun } from './long-run.ts';

const names: Readonly<Record<Course['of'], string>> = {
  p50: 'p50',
  p95: 'p95',
  'cpu-per-operation': 'CPU time per operation',
  errors: 'error rate',
};

/** What got worse, as the subject of a sentence: `p50 rose by 52 % over 14 000 operations, from 4 ms to 6.1 ms`. */
export function sayCourse({ of, first, last, change }: Course, { operations }: LongRun): string {
  const over = `over ${printCount(operations)} operations`;
  if (of === 'errors') return `error rate rose by ${points(change)} ${over}, from ${printPercent(first)} to ${printPercent(last)}`;
  return `${names[of]} ${change < 0 ? 'fell' : 'rose'} by ${printPercent(Math.abs(change))} ${over}, from ${printDuration(first)} to ${printDuration(last)}`;
}

/** `first process: p50 rose by …; 95 % interval +41 % to +64 %, 26 batches`. */
export function tellCourse(course: Course, run: LongRun): string {
  const print = course.of === 'errors' ? points : printPercent;
  const ends = course.interval.map((end) => `${end < 0 ? '−' : '+'}${print(Math.abs(end))}`);
  return `${sayProcess(run)}: ${sayCourse(course, run)}; 95 % interval ${ends.join(' to ')}, ${run.batches} batches`;
}

/** `first process`, `fresh process`. */
function sayProcess({ attempt }: Pick<LongRun, 'attempt'>): string {
  return attempt === 1 ? 'first process' : 'fresh process';
}

/** `p50 +3 %, p95 −2 %, CPU time per operation +1 %, error rate +0 points`. */
export function sayChanges(courses: readonly Course[]): string {
  return courses
    .map(
      ({ of, change }) =>
        `${names[of]} ${change < 0 ? '−' : '+'}${of === 'errors' ? points(Math.abs(change)) : printPercent(Math.abs(change))}`,
    )
    .join(', ');
}

/** What of a drift was not seen: `95 % intervals: a rise of p50 by up to 12 % in 7.2 s could hide in this`. */
export function sayHidden({ courses, durationMs }: LongRun): string {
  const most = courses.map(({ of, interval: [, high] }) => {
    const print = of === 'errors' ? points : printPercent;
    return `${names[of]} by up to ${print(Math.max(0, high))}`;
  });
  return `95 % intervals: a rise of ${most.join(', ')} in ${printDuration(durationMs)} could hide in this`;
}

/** What was tried, a line for each process: `first process: 26 batches, 14 000 operations in 7.2 s`. */
export function tellLongRun(run: Omit<LongRun, 'courses'>): string {
  return `${sayProcess(run)}: ${run.batches} batches, ${printCount(run.operations)} operations in ${printDuration(run.durationMs)}`;
}

function points(share: number): string {
  return `${Number(share.toPrecision(2))} points`;
}
