import { median } from './median.ts';

/** One-sided chances for each of several metrics, adjusted for all that are tested together. */
export interface SignFlips {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** What stands out of the others in a sample counts no more than so many times what is usual there. */
const mostWeight = 2;

/**
 * Tests of several metrics measured together, one value each a time, that are symmetric around zero when there is no effect: every flip
 * of the signs of whole times was as likely as the one that was seen. What is tested is the largest of all metrics' sums, then of
 * all but the first, and so on, so it costs nothing to test metrics that resemble each other, and of n times the clearest outcome has a
 * chance of 1 in 2ⁿ however many metrics there are. All flips are counted out: for few times only. A shorter sample has its values at the
 * first times: where some were missed it is out of step with the others, and no longer gains from resembling them.
 * Source: P. H. Westfall & S. S. Young, Resampling-Based Multiple Testing, 1993; J. P. Romano & M. Wolf, JASA 100, 2005.
 */
export function signFlips(samples: readonly (readonly number[])[]): SignFlips {
  const scores = samples.map(scoresOf);
  const times = Math.max(0, ...scores.map((values) => values.length));
  const sums = Float64Array.from(scores, (values) => values.reduce((sum, value) => sum + value, 0));
  const [above, below] = [beginSteps(sums), beginSteps(sums.map((sum) => -sum))];
  // What turning the sign of a time adds to each sum; it turns back next.
  const turns = Array.from({ length: times }, (_, at) => Float64Array.from(scores, (values) => -2 * (values[at] ?? 0)));
  countIn(above, sums, 1);
  countIn(below, sums, -1);
  for (let flip = 1; flip < 2 ** times; flip += 1) {
    // In Gray's order one sign at a time turns, and each flip comes once.
    turn(sums, turns[31 - Math.clz32(flip & -flip)] ?? none);
    countIn(above, sums, 1);
    countIn(below, sums, -1);
  }
  return { above: adjust(above, 2 ** times), below: adjust(below, 2 ** times) };
}

const none = new Float64Array();

function turn(sums: Float64Array, by: Float64Array): void {
  for (let index = 0; index < sums.length; index += 1) {
    sums[index] = (sums[index] ?? 0) + (by[index] ?? 0);
    by[index] = -(by[index] ?? 0);
  }
}

/** How often each metric, or a less clear one, came out as large as it was seen. */
interface Steps {
  /** Sums, less what rounding may take of them. */
  readonly seen: Float64Array;
  /** Places of the metrics, the least clear first. */
  readonly order: Int32Array;
  readonly asLarge: Float64Array;
}

function beginSteps(seen: Float64Array): Steps {
  const order = Int32Array.from(seen.keys()).toSorted((a, b) => (seen[a] ?? 0) - (seen[b] ?? 0));
  return { seen: seen.map((sum) => sum - rounding), order, asLarge: new Float64Array(seen.length) };
}

/** Typed, and by index: this is where a comparison's time goes. */
function countIn({ seen, order, asLarge }: Steps, sums: Float64Array, direction: 1 | -1): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < order.length; step += 1) {
    const index = order[step] ?? 0;
    const sum = direction * (sums[index] ?? 0);
    if (sum > largest) largest = sum;
    if (largest >= (seen[index] ?? 0)) asLarge[index] = (asLarge[index] ?? 0) + 1;
  }
}

/** No metric is surer than a clearer one. */
function adjust({ order, asLarge }: Steps, flips: number): readonly number[] {
  const adjusted = Array.from(asLarge, () => 1);
  let least = 0;
  for (const index of order.toReversed()) {
    least = Math.max(least, (asLarge[index] ?? 0) / flips);
    adjusted[index] = least;
  }
  return adjusted;
}

/** Sums that differ by less are equal. */
const rounding = 1e-9;

/** Values of one length for all metrics, whatever their noise: the sum of these orders flips as Student's t does. */
function scoresOf(values: readonly number[]): readonly number[] {
  const most = mostWeight * median(values.map(Math.abs));
  const kept = most > 0 ? values.map((value) => Math.max(-most, Math.min(most, value))) : values;
  const length = Math.hypot(...kept);
  return length > 0 ? kept.map((value) => value / length) : kept;
}
