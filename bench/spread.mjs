// Several measurements of one thing, told as their middle and their ends.

/** The middle one; of an even number the mean of the middle two. NaN of none. */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return sorted.length === 0 ? Number.NaN : (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** `2.61 [2.40..2.83]`: median [smallest..largest]; a dash where nothing, or not every time something, was measured. */
export function spread(values, print = (value) => value.toFixed(2)) {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value))) return '-';
  return `${print(median(values))} [${print(Math.min(...values))}..${print(Math.max(...values))}]`;
}

/** `+1.3 %` of a share; by default a large one without the digit that says nothing. */
export function percent(share, digits = Math.abs(share) < 0.1 ? 1 : 0) {
  const text = (share * 100).toFixed(digits);
  return `${text.startsWith('-') ? '' : '+'}${text} %`;
}

/** The value that a share of `sorted` does not exceed (nearest rank, so it is always one that was seen); NaN of none. */
export function quantile(sorted, share) {
  return sorted.length === 0 ? Number.NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
