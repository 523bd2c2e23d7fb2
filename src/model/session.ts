import type { Outcome } from './outcome.ts';

/** The values that fill an operation's templates: `{{uuid}}`, `{{n}}`, `{{key}}`. All chosen by the scenario's seed. */
export interface TemplateValues {
  readonly uuid: string;
  readonly n: number;
  readonly key: string;
}

/** A virtual user's own connection: one operation at a time. */
export interface Session {
  /** Performs the operation at this index of the list the driver was opened with. Never rejects: failure is an outcome. */
  perform(operation: number, values: TemplateValues): Promise<Outcome>;
  /** Ends the connection; an operation in flight settles as `reset`. */
  close(): Promise<void>;
}

/** Opens sessions on one target. */
export interface Driver {
  openSession(user: number): Promise<Session>;
  close(): Promise<void>;
}
