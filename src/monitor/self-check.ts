import type { SelfCheck } from '../model/self-check.ts';
import { printPercent } from '../units/print.ts';

/** Above this share of a core, watching disturbs what is watched. */
const mostPercent = 5;

/** Whether the monitor took so little that the readings can be believed. */
export function checkMonitor(costMs: number, durationMs: number): SelfCheck {
  const percent = durationMs > 0 ? (100 * costMs) / durationMs : 0;
  const sentence = `The monitor took ${printPercent(percent)} of a core`;
  if (percent <= mostPercent) return { kind: 'ok', sentence: `${sentence}.` };
  return { kind: 'spoiled', sentence: `${sentence}, more than ${printPercent(mostPercent)}: it disturbed the service it watched.` };
}
