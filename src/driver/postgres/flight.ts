import type { Outcome } from '../../model/outcome.ts';
import type { Hear, TemplateValues } from '../../model/session.ts';
import { failedOutcome, type Failure } from '../failure.ts';
import type { Deadlines, Waiting } from '../deadlines.ts';
import { valueAnswer, type Answer } from '../reading.ts';
import type { CompiledOperation } from './compile.ts';
import type { BoundValue } from './compile-value.ts';
import type { Connection, Given } from './connection.ts';
import { nameFailure } from './name-failure.ts';
import type { Pool, Waiter } from './pool.ts';
import { documentOf, noRows, type Rows } from './rows.ts';

/** What all sessions of a driver share. */
export interface Surroundings {
  readonly operations: readonly CompiledOperation[];
  readonly pool: Pool;
  /** How long a connection is waited for, and how long an operation may take with it. */
  readonly waits: Deadlines;
  readonly deadlines: Deadlines;
  readonly sayNoConnection: () => Failure;
  readonly late: Failure;
  readonly tooLarge: Failure;
  readonly maxBodyBytes: number;
  readonly now: () => number;
}

/** What is being done: each begins when the one before it was answered. */
type Stage = 'waiting' | 'beginning' | 'stating' | 'committing' | 'undoing' | 'over';

/** One operation's way: a connection, its statements, and what became of it. */
export class Flight implements Waiter {
  readonly #around: Surroundings;
  readonly #operation: CompiledOperation;
  /** Of each statement. */
  readonly #values: readonly (readonly BoundValue[])[];
  readonly #hear: Hear;
  readonly #wait: Waiting = { startedAtMs: 0, before: null, after: null, expire: () => this.#expire() };
  readonly #deadline: Waiting = { startedAtMs: 0, before: null, after: null, expire: () => this.#expire() };
  readonly #beganMs: number;
  #takenMs: number = Number.NaN;
  #connection: Connection | null = null;
  #stage: Stage = 'waiting';
  /** Whether it stands in the line of those who wait for a connection. */
  #isWaiting: boolean = false;
  #statement: number = 0;
  #read: Rows = noRows;
  #count: number = 0;
  /** What the statement at hand was sent with. */
  #sent: readonly string[] = [];

  constructor(around: Surroundings, operation: CompiledOperation, values: TemplateValues, user: number, nowMs: number, hear: Hear) {
    this.#around = around;
    this.#operation = operation;
    // Now, not when they are sent: whoever drew the values goes on to the next ones.
    this.#values = operation.statements.map((statement) => statement.values.map((bind) => bind(values, user)));
    this.#hear = hear;
    this.#beganMs = nowMs;
  }

  begin(): void {
    this.#around.deadlines.add(this.#deadline, this.#beganMs);
    this.#around.pool.acquire(this);
    if (this.#stage !== 'waiting') return;
    this.#isWaiting = true;
    this.#around.waits.add(this.#wait, this.#beganMs);
  }

  take(connection: Connection): void {
    this.#stopWaiting();
    this.#connection = connection;
    this.#takenMs = this.#around.now();
    connection.begin(this.#around.maxBodyBytes, () => this.abandon(this.#around.tooLarge));
    const { begin } = this.#operation;
    if (begin === null) return this.#state();
    this.#stage = 'beginning';
    return this.#send(begin, () => this.#state());
  }

  refuse(failure: Failure): void {
    this.#stopWaiting();
    this.#settle(failure, true);
  }

  /** Ends the operation where it stands, and its connection: what may still come of it is nobody else's. */
  abandon(failure: Failure): void {
    if (this.#stage === 'over') return;
    const isUndone = this.#stage === 'waiting' || (this.#operation.begin !== null && this.#stage !== 'committing');
    if (this.#stage === 'waiting') {
      this.#around.pool.leave(this);
      this.#stopWaiting();
    }
    this.#break(failure, isUndone);
  }

  #expire(): void {
    this.abandon(this.#stage === 'waiting' ? this.#around.sayNoConnection() : this.#around.late);
  }

  #stopWaiting(): void {
    if (this.#isWaiting) this.#around.waits.remove(this.#wait);
    this.#isWaiting = false;
    this.#stage = 'stating';
  }

  /** Sends the next statement; after the last one the transaction is committed. */
  #state(): void {
    const statement = this.#operation.statements[this.#statement];
    if (statement === undefined) return this.#operation.begin === null ? this.#complete() : this.#commit();
    this.#stage = 'stating';
    const values: string[] = [];
    for (const value of this.#values[this.#statement] ?? []) {
      const filled = typeof value === 'string' ? value : value(this.#read);
      if (typeof filled !== 'string' && filled.kind === 'missing') return this.#undo({ error: 'assertion', detail: filled.why });
      values.push(typeof filled === 'string' ? filled : filled.text);
    }
    this.#sent = values;
    const { sql, name } = statement;
    return this.#connect().query(sql, name, values, (error, given) => {
      if (this.#stage === 'over') return undefined;
      if (error !== null) return this.#fail(error);
      this.#count = given.rowCount ?? 0;
      if (given.columns.length > 0) this.#read = given;
      this.#statement += 1;
      return this.#state();
    });
  }

  #commit(): void {
    this.#stage = 'committing';
    this.#send('COMMIT', ({ command }) => {
      if (command === 'COMMIT') return this.#complete();
      return this.#release({ error: 'rejected', detail: 'the server rolled the transaction back' }, true);
    });
  }

  #send(sql: string, then: (given: Given) => void): void {
    this.#sent = [];
    this.#connect().query(sql, null, null, (error, given) => {
      if (this.#stage === 'over') return undefined;
      return error === null ? then(given) : this.#fail(error);
    });
  }

  /** What the server answers with an error it has not done, unless it went away with it while it may have been committing. */
  #fail(error: Error): void {
    const { lost, ...failure } = nameFailure(error, this.#sent);
    const { begin, undoes } = this.#operation;
    if (!lost) {
      if (this.#stage === 'stating' && begin !== null) return this.#undo(failure);
      return this.#release(failure, undoes);
    }
    return this.#break(failure, begin !== null && this.#stage !== 'committing');
  }

  /** Rolls back: done or not, nothing of the transaction is left. */
  #undo(failure: Failure): void {
    if (this.#operation.begin === null) return this.#release(failure, true);
    this.#stage = 'undoing';
    return this.#connect().query('ROLLBACK', null, null, () => {
      if (this.#stage !== 'over') this.#release(failure, true);
    });
  }

  #complete(): void {
    const { check, reading } = this.#operation;
    if (check === null && reading === null) return this.#release(null, false, null);
    const document = documentOf(this.#read, this.#count);
    const wrong = check?.(document) ?? null;
    if (wrong !== null) return this.#release({ error: 'assertion', detail: wrong }, false);
    // A comparison has found what it asked for where it has changed something.
    return this.#release(null, false, { ...valueAnswer(document), accepted: this.#count > 0 });
  }

  /** Gives the connection back before anybody hears: whoever waited for it goes first. */
  #release(failure: Failure | null, isUndone: boolean, answer: Answer | null = null): void {
    const endedAtMs = this.#around.now();
    const connection = this.#connection;
    const bytes = connection?.bytes ?? 0;
    // What the server says of the transaction comes after an error: it is asked only where there was none.
    const isTold = failure === null || this.#stage === 'undoing';
    this.#stage = 'over';
    this.#connection = null;
    connection?.rest();
    if (connection !== null && isTold && !connection.isClean) this.#around.pool.discard(connection);
    else if (connection !== null) this.#around.pool.release(connection);
    this.#settle(failure, isUndone, bytes, endedAtMs, answer);
  }

  /** Ends the operation and the connection it has, if it has one. */
  #break(failure: Failure, isUndone: boolean): void {
    const connection = this.#connection;
    this.#stage = 'over';
    this.#connection = null;
    if (connection !== null) this.#around.pool.discard(connection);
    this.#settle(failure, isUndone, connection?.bytes ?? 0);
  }

  /** The last step of every operation: whoever hears may at once perform the next one. */
  #settle(
    failure: Failure | null,
    isUndone: boolean,
    bytes: number = 0,
    endedAtMs: number = this.#around.now(),
    answer: Answer | null = null,
  ): void {
    this.#stage = 'over';
    this.#around.deadlines.remove(this.#deadline);
    const sentAtMs = this.#beganMs;
    const { reading } = this.#operation;
    const wasTaken = !Number.isNaN(this.#takenMs);
    const measured = wasTaken ? [this.#takenMs - sentAtMs, endedAtMs - this.#takenMs] : [endedAtMs - sentAtMs, Number.NaN];
    if (failure !== null) {
      const failed = failedOutcome(failure, sentAtMs, endedAtMs, bytes);
      const isSaid = isUndone && failed.kind === 'failed';
      return this.#hear(isSaid ? { ...failed, measured, undone: true } : { ...failed, measured }, this.#around.now());
    }
    const times = { sentAtMs, endedAtMs, bytes, measured };
    const outcome: Outcome =
      reading === null || answer === null ? { kind: 'ok', ...times } : { kind: 'ok', ...times, told: reading.tell(answer) };
    return this.#hear(outcome, reading === null ? endedAtMs : this.#around.now());
  }

  #connect(): Connection {
    if (this.#connection === null) throw new Error('a statement without a connection');
    return this.#connection;
  }
}
