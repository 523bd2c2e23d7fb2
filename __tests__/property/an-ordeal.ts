import type { Observation, Window } from '../../src/model/observation.ts';
import type { Constraint } from '../../src/model/constraint.ts';
import type { ClosedScenario } from '../../src/model/scenario.ts';
import type { Ordeal } from '../../src/property/constraints.ts';
import type { Trial } from '../../src/property/trial.ts';
import { trialOf, type Facts } from './model-service.ts';

const scenario: ClosedScenario = { model: 'closed', users: 4, mix: { a: 1 }, thinkMs: 0, keys: 1, durationMs: 1_000, warmupMs: 0, seed: 1 };

/** The load of the ordeals, under a constraint. */
export function scenarioUnder(constraint: Constraint): ClosedScenario {
  return { ...scenario, constraints: [constraint] };
}

/** A window of a tenth of a second in which 100 requests were answered within 10 ms; the rest as given. */
export function windowOf(given: Partial<Window> = {}): Window {
  return { startMs: 0, durationMs: 100, requests: 100, errors: 0, p50Ms: 5, p95Ms: 10, ...given };
}

/** A load of such windows, one after another, in each of which is what is given. */
export function loadOf(windows: readonly Partial<Window>[], facts: Partial<Facts> = {}): Trial {
  const whole = windows.map((given, index) => windowOf({ startMs: index * 100, ...given }));
  const durationMs = whole.reduce((sum, window) => sum + window.durationMs, 0);
  const requests = whole.reduce((sum, window) => sum + window.requests, 0);
  const trial = trialOf({ ...scenario, durationMs }, { p95Ms: 10, requests, ...facts });
  const observation: Observation = { ...trial.observation, durationMs, windows: whole };
  return { ...trial, observation };
}

/** So many windows of the same kind. */
export function repeat(count: number, given: Partial<Window> = {}): readonly Partial<Window>[] {
  return Array.from({ length: count }, () => given);
}

/** A service that stands its pressure and is back at once; the rest as given. */
export function ordealOf(given: Partial<Ordeal> = {}): Ordeal {
  const calm = loadOf(repeat(10));
  return { before: calm, under: calm, after: { trial: loadOf(repeat(20)), beganMs: 0 }, ...given };
}
