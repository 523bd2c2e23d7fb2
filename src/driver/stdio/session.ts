import type { Hear, Session, TemplateValues } from '../../model/session.ts';
import { refusal, refuse } from '../failure.ts';
import type { Standing } from './standing.ts';

/** A user for as long as a load lasts; its process outlasts it unless an operation is in flight. */
export class StdioSession implements Session {
  readonly #standing: Standing;
  readonly #forget: (session: StdioSession) => void;
  #isClosed: boolean = false;

  constructor(standing: Standing, forget: (session: StdioSession) => void) {
    this.#standing = standing;
    this.#forget = forget;
  }

  perform(operation: number, values: TemplateValues, nowMs: number, hear: Hear): void {
    if (this.#isClosed) return refuse(refusal('the session is closed'), nowMs, hear);
    this.#standing.perform(operation, values, nowMs, hear);
  }

  async close(): Promise<void> {
    const wasClosed = this.#isClosed;
    this.#isClosed = true;
    this.#forget(this);
    if (!wasClosed && this.#standing.isBusy) await this.#standing.abandon();
  }
}
