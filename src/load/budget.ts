/** How a time budget is shared out over the phases, in milliseconds. */
export interface BudgetShares {
  /** The longest the warm-up may take; what a service that is steady sooner leaves over goes to the properties. */
  readonly warmupMs: number;
  readonly steadyMs: number;
  /** Measured time of one generated scenario. */
  readonly scenarioMs: number;
  readonly drainMs: number;
  /** Stays unspent, for stopping and for a scenario that overruns. */
  readonly spareMs: number;
}

/**
 * Shares out what is left of a budget once the service is ready; what is not named here, about three fifths and more, is the
 * properties'. Scenarios stay short, because many loads tell more than long ones.
 */
export function shareBudget(leftMs: number): BudgetShares {
  return {
    warmupMs: Math.round(clamp(leftMs * 0.12, 500, 15_000)),
    steadyMs: Math.round(clamp(leftMs * 0.2, 500, 30_000)),
    scenarioMs: Math.round(clamp(leftMs / 30, 250, 2_000)),
    drainMs: Math.round(clamp(leftMs * 0.02, 100, 1_000)),
    spareMs: Math.round(leftMs * 0.06),
  };
}

/** What is left for the properties when this much of the budget is left. */
export function leftForProperties(leftMs: number, { drainMs, spareMs }: BudgetShares): number {
  return leftMs - drainMs - spareMs;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
