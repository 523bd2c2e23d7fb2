/** Two-sided 95 % points of Student's t for 1, 2, … degrees of freedom. Source: Student, Biometrika 6, 1908; any table since. */
const points = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228] as const;

/** The two-sided 95 % point of Student's t: infinite below one degree of freedom; beyond ten that of ten, which is a little too wide. */
export function studentPoint(degrees: number): number {
  if (!(degrees >= 1)) return Number.POSITIVE_INFINITY;
  return points[Math.min(points.length, Math.floor(degrees)) - 1] ?? Number.POSITIVE_INFINITY;
}
