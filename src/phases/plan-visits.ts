/** How levels of users are visited. */
export interface VisitPlan {
  /** Fewest users first. */
  readonly levels: readonly number[];
  /** How often each is visited. */
  readonly rounds: number;
  /** In which connections are opened and lines form; left out of every number. */
  readonly settleMs: number;
  readonly durationMs: number;
}

/** As far apart as the law between them bends; the last is as many as are asked for. */
const ladder = [1, 2, 3, 5, 8, 12, 20];
/** The more levels the better the curve is known, the more rounds the better the noise; in this order as long as there is time. */
const shapes = [
  { levels: 7, rounds: 3 },
  { levels: 7, rounds: 2 },
  { levels: 3, rounds: 3 },
  { levels: 3, rounds: 2 },
] as const;
/** Looking at the service before and after, and opening and closing connections. */
const aroundMs = 50;
const [leastMs, mostMs] = [300, 500];
/** Of a slow service a visit lasts so many turns of a user, or its rate is a matter of luck. */
const turns = 8;

/**
 * Plans visits to numbers of users from 1 to `most` within a time; `turnMs` is how long a user's turn takes, the thinking included. Null where
 * there is no time for three levels twice.
 */
export function planVisits(withinMs: number, most: number, turnMs: number): VisitPlan | null {
  const settleMs = Math.round(Math.min(300, Math.max(50, turnMs)));
  const wantedMs = Math.max(leastMs, Math.ceil(turns * turnMs));
  for (const { levels: wanted, rounds } of shapes) {
    const levels = pickLevels(most, wanted);
    const durationMs = Math.floor(withinMs / (levels.length * rounds)) - settleMs - aroundMs;
    if (durationMs >= wantedMs) return { levels, rounds, settleMs, durationMs: Math.min(durationMs, Math.max(mostMs, wantedMs)) };
  }
  return null;
}

/** So many numbers of users from 1 to `most`, both among them; fewer where there are not so many. */
function pickLevels(most: number, wanted: number): readonly number[] {
  const steps =
    most <= 20
      ? [...ladder.filter((users) => users < most), most]
      : ladder.map((_, step) => Math.round(most ** (step / (ladder.length - 1))));
  if (steps.length <= wanted) return steps;
  return Array.from({ length: wanted }, (_, index) => steps[Math.round((index * (steps.length - 1)) / (wanted - 1))] ?? most);
}
