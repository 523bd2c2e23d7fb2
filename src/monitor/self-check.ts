import type { SelfCheck } from '../model/self-check.ts';
import { printPercent } from '../units/print.ts';

/** Above this share of a core, watching disturbs what is watched. */
const mostPercent = 5;
/** Less than this is not worth a number. */
const leastPercent = 0.001;

/** Whether the monitor took so little that the readings can be believed; `looks` is how many readings it took in that time. */
export function checkMonitor(costMs: number, durationMs: number, looks = 0): SelfCheck {
  const percent = durationMs > 0 ? (100 * costMs) / durationMs : 0;
  const perSecond = durationMs > 0 ? (1_000 * looks) / durationMs : 0;
  const sentence = `The monitor took ${printSmall(percent)} of a core${perSecond > 0 ? `, at ${sayPace(perSecond)}` : ''}`;
  if (percent <= mostPercent) return { kind: 'ok', sentence: `${sentence}.` };
  return { kind: 'spoiled', sentence: `${sentence}, more than ${printPercent(mostPercent)}: it disturbed the service it watched.` };
}

/** A share that is mostly far below one: three significant digits. */
function printSmall(percent: number): string {
  if (percent > 0 && percent < leastPercent) return `less than ${leastPercent} %`;
  return `${Number(percent.toPrecision(3))} %`;
}

function sayPace(perSecond: number): string {
  const looks = perSecond < 1.5 ? Number(perSecond.toPrecision(1)) : Math.round(perSecond);
  return looks === 1 ? '1 look a second' : `${looks} looks a second`;
}
