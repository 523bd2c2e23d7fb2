import type { IsolationSeen } from './isolation.ts';
import type { ErrorKind } from './outcome.ts';
import type { ClosedScenario } from './scenario.ts';

/** One thing done with a handful of sessions: each is begun where it does not stand yet, used, and ended where that is asked. */
export interface SessionStage {
  /** Their numbers, in the order in which they ask for a place. */
  readonly sessions: readonly number[];
  /** So many have a place at once; one that ends gives its own back. */
  readonly limit: number;
  /** What each does: its mix, keys, think time and seed. */
  readonly scenario: ClosedScenario;
  /** The most operations of each; 0 for a session that is only begun or ended. */
  readonly operations: number;
  /** None begins an operation later than so long after its first. */
  readonly durationMs: number;
  /** So many operations follow one another before each think time. */
  readonly burst: number;
  readonly end: boolean;
  /** Nobody gets a place later than so long after the beginning. */
  readonly patienceMs: number;
}

/** A secret of one session that came in an answer to another. */
export interface SecretSeen {
  readonly asker: number;
  readonly owner: number;
  readonly operation: string;
  readonly count: number;
}

/** What became of one session in a stage. Moments count from the stage's beginning. */
export interface SessionSeen {
  readonly session: number;
  /** When it was given its place; null where it got none in time. */
  readonly placedAtMs: number | null;
  /** From the beginning of its start until it was ready to be used; null where it stood already, or was not begun. */
  readonly readyMs: number | null;
  /** The first answer that was right. */
  readonly answeredAtMs: number | null;
  /** The end of its last operation. */
  readonly lastAtMs: number | null;
  /** Right answers, in their order, the first some thousands. */
  readonly callsMs: readonly number[];
  readonly answers: number;
  readonly errorKinds: Partial<Readonly<Record<ErrorKind, number>>>;
  /** Why its first operation failed; null where it did not. A driver may begin a session anew that was lost. */
  readonly firstError: ErrorKind | null;
  /** The first failure, in a line; hostile text. */
  readonly failure: string | null;
  /** How long its end took; null where it was not ended. */
  readonly endMs: number | null;
  /** Answers that were searched for secrets, and those that held its own. */
  readonly searched: number;
  readonly ownSecrets: number;
}

/** What became of all sessions of a stage. */
export interface StageSeen {
  readonly sessions: readonly SessionSeen[];
  readonly elapsedMs: number;
  /** Secrets of one that came to another, a few. */
  readonly secrets: readonly SecretSeen[];
  /** How often that happened. */
  readonly leaks: number;
  /** What the operations that are declared to isolate their users showed; null where none is. */
  readonly identities: IsolationSeen | null;
}

/** What sessions hold, all together. Null stands for what this system does not tell. */
export interface SessionHoldings {
  readonly processes: number;
  readonly rssBytes: number;
  readonly descriptors: number | null;
  readonly threads: number | null;
}

/** Cores that all sessions together had over a time, and those they wanted, in the mean. */
export interface SessionEffort {
  readonly ran: number;
  /** Ran, or waited for a core; null where nobody says. */
  readonly wanted: number | null;
}

/** A pattern of load on sessions that stand. */
export interface PatternSeen {
  readonly pattern: 'steady' | 'think times' | 'bursts';
  readonly stage: StageSeen;
  readonly effort: SessionEffort | null;
}

/** So many sessions at once: begun together, used, at rest, ended. */
export interface SessionLevel {
  readonly sessions: number;
  readonly begun: StageSeen;
  readonly used: StageSeen;
  readonly ended: StageSeen;
  /** Before they began, while they stood, and when they had ended. */
  readonly before: SessionHoldings | null;
  readonly during: SessionHoldings | null;
  readonly after: SessionHoldings | null;
  readonly resting: SessionEffort | null;
  readonly using: SessionEffort | null;
  /** Beside the back-to-back load of `used`. */
  readonly patterns: readonly PatternSeen[];
  /** As many empty processes started at once, on the same machine at the same time; none where nobody looked. */
  readonly emptyMs: readonly number[];
  /** Processes of theirs that lived when all had ended. */
  readonly left: number;
}

/** Sessions that had to wait for a place. */
export interface QueueSeen {
  readonly limit: number;
  readonly stage: StageSeen;
}

/** All that was seen of sessions; null or left out is what was not looked at. */
export interface SessionsSeen {
  /** Whether each is a process of its own, which the driver has started. */
  readonly areProcesses: boolean;
  /** Whether a session tells that it can be used before it is asked for anything; else its first answer does. */
  readonly tellReady: boolean;
  readonly cores: number;
  /** One after another, each ended before the next. */
  readonly alone: { readonly stage: StageSeen; readonly emptyMs: readonly number[]; readonly left: number } | null;
  /** In the order of visits. */
  readonly levels: readonly SessionLevel[];
  readonly queue: QueueSeen | null;
}

/** Within which limits sessions hold. */
export interface SessionLimits {
  /** So many at once have to live together. */
  readonly sessions: number;
  readonly initialisationMs: number;
  /** How long they may take to begin at once, in percent of what it takes alone on a machine that is as full. */
  readonly contentionPercent: number;
  readonly commandMs: number;
  readonly errorsPercent: number;
  readonly waitMs: number;
  readonly longestWaitMs: number;
  readonly dropPercent: number;
  /** Each of a session. */
  readonly memoryBytes: number;
  readonly cpuPercent: number;
  readonly descriptors: number;
  readonly threads: number;
  /** Of what sessions held, when they have ended. */
  readonly returnedPercent: number;
  /** An end that takes longer was asked for by a signal, and then forced; null where nothing has to end. */
  readonly ends: { readonly askedAfterMs: number; readonly forcedAfterMs: number } | null;
}
