import type { OperationMeaning } from '../model/operation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Scenario } from '../model/scenario.ts';
import { CallLog } from './call-log.ts';
import { Chronicle } from './chronicle.ts';
import type { Fresh } from './fresh.ts';
import { Identities } from './identities.ts';
import type { Recording } from './recording.ts';
import { goesByLast, Scribe } from './scribe.ts';
import { Script } from './script.ts';

/** What a witness needs beside its scenario. */
export interface WitnessParts {
  /** The names of the driver's operations, in its order, and what they mean. */
  readonly operations: readonly string[];
  readonly meanings: readonly OperationMeaning[];
  /** Whether a history is asked for. */
  readonly record: boolean;
  /** Whether all calls are to be written down; not where absent. */
  readonly calls?: boolean;
  readonly fresh: Fresh;
  readonly startMs: number;
}

/** Hears of every operation with all that came of it, for judging later whether it was right. */
export class Witness {
  readonly #meanings: readonly OperationMeaning[];
  readonly #scribe: Scribe;
  readonly #chronicle: Chronicle | null;
  readonly #identities: Identities | null;
  readonly #calls: CallLog | null;

  constructor(scenario: Scenario, { operations, meanings, record, calls = false, fresh, startMs }: WitnessParts) {
    const users = scenario.model === 'closed' ? scenario.users : scenario.connections;
    this.#meanings = meanings;
    this.#chronicle = record ? new Chronicle() : null;
    this.#calls = calls ? new CallLog() : null;
    this.#scribe = new Scribe(meanings, new Script(scenario, operations, 0, 1, fresh), users, this.#chronicle);
    this.#identities = meanings.some(({ isolates }) => isolates !== undefined) ? new Identities(meanings, users, startMs) : null;
  }

  /** Before a user's step: who has to look before it changes something does that instead, and the step learns what its user last saw. */
  prepare(user: number, step: Script): void {
    step.operation = this.#scribe.firstOf(user, step.operation, step.n);
    step.last = this.#scribe.lastOf(user, step.operation, step.n);
  }

  /** A user's step `n` has ended. Also heard of operations that are cut off, and of those outside the measured time. */
  end(user: number, operation: number, n: number, outcome: Outcome): void {
    this.#scribe.note(user, operation, n, outcome);
    this.#calls?.add(operation, user, outcome);
    if (this.#identities === null || outcome.kind !== 'ok' || outcome.told === undefined) return;
    if (this.#meanings[operation]?.isolates !== undefined) this.#identities.see(operation, user, outcome.told, outcome.endedAtMs);
  }

  /** All it has heard. */
  testify(): Pick<Recording, 'history' | 'identities' | 'calls'> {
    return {
      ...(this.#chronicle === null ? {} : { history: this.#chronicle.pack() }),
      ...(this.#identities === null ? {} : { identities: this.#identities.pack() }),
      ...(this.#calls === null ? {} : { calls: this.#calls.pack() }),
    };
  }
}

/** Calls a witness where the scenario's operations mean something that has to be heard; null where they do not, and a load costs nothing more. */
export function callWitness(scenario: Scenario, parts: WitnessParts): Witness | null {
  const meanings = parts.meanings.map((meaning, index) => ((scenario.mix[parts.operations[index] ?? ''] ?? 0) > 0 ? meaning : {}));
  const isNeeded =
    parts.calls === true ||
    meanings.some(({ deed, isolates }) => isolates !== undefined || (deed !== undefined && (parts.record || goesByLast(deed))));
  return isNeeded ? new Witness(scenario, { ...parts, meanings }) : null;
}
