/** A column that others explain but for this share of itself adds nothing. */
const leastPivot = 1e-12;

/**
 * The coefficients, none below 0, that bring weighted sums of the columns nearest to the targets, by least squares. `rows` holds a list of
 * columns for each target, `weights` how much its squared miss counts. The plain solution is found for every choice of columns, and the
 * best that has nothing below 0 is the answer: exact, and for the three or four columns it is meant for as quick as any other way.
 * Columns outside of the answer, and such as others explain wholly, have the coefficient 0.
 *
 * Source: C. L. Lawson & R. J. Hanson, Solving Least Squares Problems, 1974, chapter 23: the answer is the plain solution of its own columns.
 */
export function nonNegativeLeastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  weights: readonly number[],
): readonly number[] {
  const { matrix, right, norms } = normalEquations(rows, targets, weights);
  const columns = norms.length;
  let best: readonly number[] = norms.map(() => 0);
  let explained = 0;
  for (let choice = 2 ** columns - 1; choice > 0; choice -= 1) {
    const chosen = norms.flatMap((_, column) => ((choice >> column) % 2 === 1 ? [column] : []));
    const solution = solve(matrix, right, chosen);
    if (solution === null || solution.some((value) => !(value >= 0))) continue;
    const here = solution.reduce((sum, value, at) => sum + value * (right[chosen[at] ?? -1] ?? 0), 0);
    if (here > explained) {
      explained = here;
      best = norms.map((norm, column) => (chosen.includes(column) ? (solution[chosen.indexOf(column)] ?? 0) / norm : 0));
    }
    // Nothing is better than all columns.
    if (chosen.length === columns) break;
  }
  return best;
}

interface NormalEquations {
  readonly matrix: readonly (readonly number[])[];
  readonly right: readonly number[];
  /** Lengths of the columns: they are scaled to 1, because the largest may be a million times as long as the smallest. */
  readonly norms: readonly number[];
}

function normalEquations(rows: readonly (readonly number[])[], targets: readonly number[], weights: readonly number[]): NormalEquations {
  const columns = rows[0] ?? [];
  const sums = columns.map(() => columns.map(() => 0));
  const right = columns.map(() => 0);
  for (const [at, row] of rows.entries()) {
    for (const [one, products] of sums.entries()) {
      const weighted = (weights[at] ?? 0) * (row[one] ?? 0);
      right[one] = (right[one] ?? 0) + weighted * (targets[at] ?? 0);
      for (const [other, sum] of products.entries()) products[other] = sum + weighted * (row[other] ?? 0);
    }
  }
  const norms = sums.map((products, column) => Math.sqrt(products[column] ?? 0) || 1);
  const scale = (column: number): number => norms[column] ?? 1;
  return {
    matrix: sums.map((products, one) => products.map((sum, other) => sum / (scale(one) * scale(other)))),
    right: right.map((sum, column) => sum / scale(column)),
    norms,
  };
}

/** The plain solution for some of the columns; null where others explain one of them. */
function solve(matrix: NormalEquations['matrix'], right: readonly number[], chosen: readonly number[]): readonly number[] | null {
  const table = chosen.map((row) => [...chosen.map((column) => matrix[row]?.[column] ?? 0), right[row] ?? 0]);
  // Elimination needs no pivoting: the matrix is symmetric and has no negative eigenvalue.
  for (const [at, pivotRow] of table.entries()) {
    const pivot = pivotRow[at] ?? 0;
    if (!(pivot > leastPivot)) return null;
    for (const row of table.slice(at + 1)) {
      const factor = (row[at] ?? 0) / pivot;
      for (let column = at; column < pivotRow.length; column += 1) row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
    }
  }
  const solution: number[] = chosen.map(() => 0);
  for (let at = table.length - 1; at >= 0; at -= 1) {
    const row = table[at] ?? [];
    const known = solution.reduce((sum, value, column) => (column > at ? sum + value * (row[column] ?? 0) : sum), 0);
    solution[at] = ((row.at(-1) ?? 0) - known) / (row[at] ?? 1);
  }
  return solution;
}
