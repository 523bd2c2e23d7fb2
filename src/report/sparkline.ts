const levels = '▁▂▃▄▅▆▇█';
const nothing = '·';

/** Numbers as small bars from zero to the largest of them, `▆▇▇·▅█`: a dot where there was none, or no number at all. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(...values.filter(Number.isFinite));
  return values.map((value) => (value > 0 && Number.isFinite(value) ? signFor(value / most) : nothing)).join('');
}

function signFor(share: number): string {
  return levels[Math.min(levels.length, Math.max(1, Math.ceil(share * levels.length))) - 1] ?? nothing;
}
