/** How a time budget is shared out over the phases, in milliseconds. */
export interface BudgetShares {
  /** The longest the warm-up may take; what a service that is steady sooner leaves over goes to the properties. */
  readonly warmupMs: number;
  readonly steadyMs: number;
  /** For loads of one operation each, all together; 0 where that would be too little to tell anything. */
  readonly operationsMs: number;
  /** The longest that is waited for resources to come back. */
  readonly drainMs: number;
  /** For visits to several numbers of users; 0 where that would be too little to tell anything. */
  readonly scalingMs: number;
  /** For a load whose answers are judged, where any of them can be; 0 where that would be too little to tell anything. */
  readonly consistencyMs: number;
  /** For loads that tell whether kinds of operation get in each other's way; 0 where that would be too little to tell anything. */
  readonly fairnessMs: number;
  /** For a load of operations that wait for something limited, where any are declared; 0 where that would be too little to tell anything. */
  readonly coordinationMs: number;
  /** For loads on one key and on many, where operations are declared to be answered by a cache; 0 where that would be too little. */
  readonly cacheMs: number;
  /** For sessions apart from any load, where these are processes of their own; 0 where that would be too little to tell anything. */
  readonly sessionsMs: number;
  /** For pressures that are put on while the service is loaded; 0 where that would be too little for one. */
  readonly constraintsMs: number;
  /** For batches of operations in a process of their own, a first verdict on leaks; 0 where that would be too little for one. */
  readonly sustainedMs: number;
  /** The least that the properties get, whatever those before them took. */
  readonly searchMs: number;
  /** Measured time of one generated scenario. */
  readonly scenarioMs: number;
  /** Stays unspent, for stopping and for a scenario that overruns. */
  readonly spareMs: number;
}

/** Of the budget, for what is measured beside the base: that comes last and needs the most of the time. */
const pairedShare = 0.6;
/** What is compared gets its part of as much at least. */
const fewestMs = 20_000;

/** What is put aside of a budget where the service is held against its base. */
export function putAsideForPairs(budgetMs: number): number {
  return pairedShare * budgetMs;
}

/** Of the budget, for taking away what was set up for pairs. */
const tidyingShare = 0.02;

/** What pairs may take of what is left when all else is done. */
export function leftForPairs(leftMs: number, budgetMs: number): number {
  return leftMs - tidyingShare * budgetMs;
}

/**
 * What is left of the budget for what is compared with other runs, where some of these are held against a base and some are not: it
 * has to last as long in all of them.
 */
export function leftWithPairs(budgetMs: number, elapsedMs: number): number {
  const leftMs = budgetMs - elapsedMs;
  return Math.max(leftMs - putAsideForPairs(budgetMs), Math.min(leftMs, fewestMs));
}

/** The budget of which so much is put aside. */
export function budgetForPairs(pairsMs: number): number {
  return pairsMs / pairedShare;
}

/** Below these a phase costs time and tells nothing. */
const leastOperationsMs = 600;
const leastScalingMs = 2_200;
const consistency = { least: 1_400, most: 3_500, fromMs: 9_500 };
const leastFairnessMs = 900;
const leastCoordinationMs = 700;
const leastCacheMs = 600;
const leastSessionsMs = 2_000;
const leastConstraintsMs = 4_000;
/** Less has never sufficed for a verdict on leaks. */
export const leastSustainedMs = 3_500;

/**
 * Shares out what is left of a budget once the service is ready; what is not named here, and what the others leave over, is the properties':
 * about a quarter, because warm-up and drain mostly need little of theirs.
 * Scenarios stay short, because many loads tell more than long ones. What is compared with other runs gets its part of `comparedMs`.
 */
export function shareBudget(leftMs: number, comparedMs: number = leftMs): BudgetShares {
  return {
    warmupMs: Math.round(clamp(comparedMs * 0.12, 500, 15_000)),
    steadyMs: Math.round(clamp(comparedMs * 0.2, 500, 30_000)),
    operationsMs: unlessLess(leastOperationsMs, Math.min(10_000, comparedMs * 0.06)),
    drainMs: Math.round(clamp(leftMs * 0.05, 500, 5_000)),
    sustainedMs: unlessLess(leastSustainedMs, Math.min(40_000, leftMs * 0.25)),
    scalingMs: unlessLess(leastScalingMs, Math.min(12_000, leftMs * 0.09)),
    consistencyMs: leftMs < consistency.fromMs ? 0 : Math.round(clamp(leftMs * 0.06, consistency.least, consistency.most)),
    fairnessMs: unlessLess(leastFairnessMs, Math.min(4_000, leftMs * 0.04)),
    coordinationMs: unlessLess(leastCoordinationMs, Math.min(3_000, leftMs * 0.03)),
    cacheMs: unlessLess(leastCacheMs, Math.min(3_000, leftMs * 0.03)),
    sessionsMs: unlessLess(leastSessionsMs, Math.min(90_000, leftMs * 0.25)),
    constraintsMs: unlessLess(leastConstraintsMs, Math.min(24_000, leftMs * 0.16)),
    searchMs: Math.round(leftMs * 0.1),
    scenarioMs: Math.round(clamp(leftMs / 30, 250, 2_000)),
    spareMs: Math.round(leftMs * 0.06),
  };
}

/** Budgets from this on have time for everything. */
const amplyMs = 60_000;

/**
 * The shares when the reference load has broken its limits already: the smallest load that does is what its users want to know first, so
 * in a short budget all the time there is goes to the search for it.
 */
export function spareForProperties(shares: BudgetShares, budgetMs: number): BudgetShares {
  return budgetMs >= amplyMs
    ? shares
    : {
        ...shares,
        operationsMs: 0,
        scalingMs: 0,
        consistencyMs: 0,
        fairnessMs: 0,
        coordinationMs: 0,
        cacheMs: 0,
        sessionsMs: 0,
        sustainedMs: 0,
        constraintsMs: 0,
      };
}

/**
 * What is left for the properties, which come last but for pressure, when this much of the budget is left. Where what those before them
 * took leaves too little for any pressure, nothing is kept for it.
 */
export function leftForProperties(leftMs: number, { spareMs, searchMs, constraintsMs }: BudgetShares): number {
  const freeMs = leftMs - spareMs;
  const keptMs = unlessLess(leastConstraintsMs, Math.min(constraintsMs, freeMs - searchMs));
  return Math.max(freeMs - keptMs, searchMs);
}

/** A second load much shorter than the first tells hardly more. */
const leastSampleShare = 0.25;

/**
 * How long the reference load may be measured once more for its limits, when it took so long to warm up: as long as at first, from what the
 * properties have beyond their least and from pressures; 0 where that would tell nothing.
 */
export function timeForSample(leftMs: number, { spareMs, searchMs, steadyMs }: BudgetShares, warmedUpMs: number): number {
  const freeMs = leftMs - spareMs - searchMs - warmedUpMs;
  return unlessLess(leastSampleShare * steadyMs, Math.min(steadyMs, freeMs));
}

/** What is left for pressures, which come last of all: their share, less what those before them have overrun, and what they have left over. */
export function leftForConstraints(leftMs: number, { spareMs, constraintsMs }: BudgetShares): number {
  return constraintsMs === 0 ? 0 : Math.max(0, leftMs - spareMs);
}

function unlessLess(least: number, ms: number): number {
  return ms < least ? 0 : Math.round(ms);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
