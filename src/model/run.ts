import type { Acceptance } from './acceptance.ts';
import type { Counterexample } from './counterexample.ts';
import type { Endurance } from './endurance.ts';
import type { Finding } from './finding.ts';
import type { Metric } from './metric.ts';
import type { Observation } from './observation.ts';
import type { OperationCost } from './operation-cost.ts';
import type { BaseSeen } from './paired.ts';
import type { Policy } from './policy.ts';
import type { ResourceUse } from './reading.ts';
import type { Sample } from './sample.ts';
import type { LevelSeen } from './scaling.ts';
import type { SelfChecks } from './self-check.ts';
import type { StartupReadings } from './startup.ts';

export type PhaseName =
  | 'startup'
  | 'warm-up'
  | 'steady'
  | 'operations'
  | 'drain'
  | 'scaling'
  | 'consistency'
  | 'isolation'
  | 'fairness'
  | 'coordination'
  | 'cache'
  | 'sessions'
  | 'sustained'
  | 'limits'
  | 'properties'
  | 'constraints'
  | 'paired';

/** What a phase did and cost. */
export interface Phase {
  readonly name: PhaseName;
  readonly durationMs: number;
  /** One line for people, e.g. `20 users · 4 812/s · p95 7.2 ms`. */
  readonly summary: string;
}

/** What the service's process tree used in one phase. */
export interface PhaseResources {
  readonly phase: PhaseName;
  readonly use: ResourceUse;
}

/** What another process tree, watched beside the service, used in the steady phase. */
export interface Beside {
  readonly name: string;
  readonly use: ResourceUse;
}

/** The machine a run was measured on; only runs of the same class are compared. */
export interface Runner {
  readonly os: string;
  readonly arch: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly node: string;
  /** Name and version of the hosted image, or empty. */
  readonly image: string;
}

/** What was measured. */
export interface Source {
  readonly repository: string;
  readonly commit: string;
  /** Branch or full ref; hostile text. */
  readonly ref: string;
}

/** What a property search did, for the report. */
export interface PropertySearch {
  readonly property: string;
  readonly scenarios: number;
  /** fast-check's seed; with `path` the same example comes first again. */
  readonly seed: number;
  readonly path: string;
  /** How the tried scenarios were spread, a line each. */
  readonly spread: readonly string[];
}

/** What is measured of a service alone, before it is held against its base. */
export type RunAlone = Omit<Run, 'base' | 'phases'>;

/** One measurement as a document (`run.json`): the only thing that travels from measuring to judging. */
export interface Run {
  readonly schema: 'plimsoll.run/5';
  readonly version: string;
  readonly suite: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly source: Source;
  readonly runner: Runner;
  readonly configHash: string;
  readonly seed: number;
  readonly budgetMs: number;
  readonly policy: Policy;
  readonly phases: readonly Phase[];
  /** The reference workload. */
  readonly steady: Observation;
  /** What its limits are judged by; without it they are judged by the numbers themselves. */
  readonly sample?: Sample;
  /** The command that runs the reference workload again. */
  readonly replay?: string;
  /** Null for a service that already ran. */
  readonly startup: StartupReadings | null;
  /** In the order of the phases; none where its processes could not be watched. */
  readonly resources: readonly PhaseResources[];
  readonly beside: readonly Beside[];
  readonly operationCosts: readonly OperationCost[];
  /** Visits to levels of users, in the order in which they were made; none where there was no time for them. */
  readonly scaling: readonly LevelSeen[];
  readonly endurance: readonly Endurance[];
  readonly metrics: readonly Metric[];
  /** The version that this one goes on top of, measured beside it. */
  readonly base: BaseSeen;
  /** What the commits since the base, or the label of a pull request, let get worse. */
  readonly accepted: readonly Acceptance[];
  /** What measuring itself found: properties, crash, drain. Limits and regressions are the judge's. */
  readonly findings: readonly Finding[];
  readonly counterexamples: readonly Counterexample[];
  readonly searches: readonly PropertySearch[];
  readonly self: SelfChecks;
  /** The last lines the service printed; hostile text. */
  readonly serviceOutput: readonly string[];
}
