import type { StdioSettings } from '../../model/stdio.ts';
import type { Failure } from '../failure.ts';
import type { Deadlines } from '../deadlines.ts';
import type { CompiledMessage } from './message.ts';
import type { Launch, Program } from './program.ts';

/** What all sessions of a driver share. */
export interface Around {
  readonly settings: StdioSettings;
  readonly launch: Launch;
  readonly messages: readonly CompiledMessage[];
  readonly greetings: readonly CompiledMessage[];
  readonly farewells: readonly CompiledMessage[];
  readonly maxBodyBytes: number;
  readonly late: Failure;
  readonly tooLarge: Failure;
  readonly deadlines: Deadlines;
  readonly now: () => number;
  /** Hears of each process, to wait for its end. */
  readonly keep: (program: Program) => void;
}
