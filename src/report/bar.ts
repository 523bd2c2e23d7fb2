/** Dashes of the widest interval in a table; the others are drawn on the same scale. */
const widest = 7;

/** An interval as a small picture on the scale of the table's widest one, with a cross where it spans zero: `├┼──●────┤`. */
export function rangeBar(point: number, [low, high]: readonly [low: number, high: number], widestRange: number): string {
  if (![point, low, high, widestRange].every(Number.isFinite) || low > high || widestRange <= 0) return '';
  const inside = Math.min(high, Math.max(low, point));
  const arm = (from: number, to: number): string => {
    const length = Math.max(1, Math.min(widest, Math.round(((to - from) / widestRange) * widest)));
    const zero = from < 0 && to > 0 ? Math.min(length - 1, Math.floor((-from / (to - from)) * length)) : -1;
    return Array.from({ length }, (_, at) => (at === zero ? '┼' : '─')).join('');
  };
  return `├${arm(low, inside)}●${arm(inside, high)}┤`;
}

/** How far something has come, 0…1: `██████░░░░`. */
export function progressBar(share: number, width: number): string {
  const full = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
