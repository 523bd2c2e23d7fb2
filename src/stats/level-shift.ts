import { mean } from './mean.ts';

/** A series as two levels or as a straight line, whichever fits better. */
export interface LevelShift {
  /** `step`: two levels with a jump between them; `slope`: a straight line. */
  readonly shape: 'step' | 'slope';
  /** Index of the first value after the jump; for a slope the middle of the series. */
  readonly at: number;
  /** Size of jump or slope in standard errors of values that are independent: Student's t. Infinite where nothing is left to chance. */
  readonly errors: number;
}

/** Fits both shapes by least squares; null for fewer than three values, or where no jump leaves `shortest` values on each side. */
export function levelShift(values: readonly number[], shortest: number): LevelShift | null {
  const count = values.length;
  const least = Math.max(1, shortest);
  if (count < 3 || 2 * least > count) return null;
  const slope: LevelShift = { shape: 'slope', at: Math.round(count / 2), errors: slopeErrors(values) };
  const jumps = Array.from({ length: count - 2 * least + 1 }, (_, index) => jumpAt(values, least + index));
  return jumps.reduce((best, jump) => (jump.errors > best.errors ? jump : best), slope);
}

function jumpAt(values: readonly number[], at: number): LevelShift {
  const before = values.slice(0, at);
  const after = values.slice(at);
  const jump = mean(after) - mean(before);
  const variance = (squares(before) + squares(after)) / (values.length - 2);
  return { shape: 'step', at, errors: inErrors(jump, Math.sqrt(variance * (1 / before.length + 1 / after.length))) };
}

function slopeErrors(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const level = mean(values);
  const spread = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const slope = values.reduce((sum, value, index) => sum + (index - middle) * (value - level), 0) / spread;
  const left = values.reduce((sum, value, index) => sum + (value - level - slope * (index - middle)) ** 2, 0);
  return inErrors(slope, Math.sqrt(left / (values.length - 2) / spread));
}

function inErrors(size: number, error: number): number {
  return size === 0 ? 0 : Math.abs(size) / error;
}

function squares(values: readonly number[]): number {
  const level = mean(values);
  return values.reduce((sum, value) => sum + (value - level) ** 2, 0);
}
