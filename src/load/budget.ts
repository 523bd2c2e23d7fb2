/** How a time budget is shared out over the phases, in milliseconds. */
export interface BudgetShares {
  readonly warmupMs: number;
  readonly steadyMs: number;
  readonly propertiesMs: number;
  /** Measured time of one generated scenario. */
  readonly scenarioMs: number;
  readonly drainMs: number;
}

/**
 * Shares out what is left of a budget once the service is ready. About a fourteenth stays unspent, for stopping and for a
 * scenario that overruns. Scenarios stay short, because many loads tell more than long ones.
 */
export function shareBudget(leftMs: number): BudgetShares {
  return {
    warmupMs: Math.round(clamp(leftMs * 0.07, 200, 5_000)),
    steadyMs: Math.round(clamp(leftMs * 0.2, 500, 30_000)),
    propertiesMs: Math.round(Math.max(leftMs * 0.64, 500)),
    scenarioMs: Math.round(clamp(leftMs / 30, 250, 2_000)),
    drainMs: Math.round(clamp(leftMs * 0.02, 100, 1_000)),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
