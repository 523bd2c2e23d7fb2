/** A process to be. */
export interface Job {
  /** Program and arguments. */
  readonly argv: readonly string[];
  /** What it reads; null for nothing. */
  readonly input: string | null;
  /** Bytes of its output that are kept: a process that prints more is killed. Null where nobody looks: any number may come. */
  readonly keepBytes: number | null;
}

/** A process that was, or that did not come to be. */
export type Ended =
  | {
      readonly kind: 'ended';
      /** From the exec to the end. */
      readonly wallMs: number;
      /** These three are NaN where nobody can measure them. */
      readonly userMs: number;
      readonly systemMs: number;
      readonly peakRssMB: number;
      readonly ending: { readonly code: number } | { readonly signal: string };
      /** Of its output. */
      readonly bytes: number;
      /** What was kept of its output. */
      readonly output: Buffer;
      /** It printed more than was to be kept. */
      readonly isFlood: boolean;
      /** The last of its standard error. */
      readonly errors: string;
    }
  /** `code` as the system names it: `ENOENT`. */
  | { readonly kind: 'unstarted'; readonly code: string }
  /** Whoever started it is gone. */
  | { readonly kind: 'lost' };

/** Runs one process at a time. */
export interface Runner {
  /** `hear` is called once, and never before this returns. `living` hears of the process while it lives, should that be longer than a moment. */
  run(job: Job, living: (pid: number) => void, hear: (ended: Ended) => void): void;
  /** Kills what runs, with its group: it is heard of as ended. */
  kill(): void;
  /** It starts nothing any more. */
  readonly isLost: boolean;
  /** Kills what runs; resolves when nothing is left. */
  close(): Promise<void>;
}

/** Bytes of standard error that are kept. */
export const errorsBytes = 4_096;
