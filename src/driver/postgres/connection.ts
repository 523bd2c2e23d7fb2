import { Client, type QueryArrayResult } from 'pg';

import type { Address } from './address.ts';
import { requestCancel } from './cancel.ts';
import { GuardedSocket } from './guarded-socket.ts';
import type { Column } from './rows.ts';

/** What a statement gave. */
export interface Given {
  /** The server's word for what was done: SELECT, UPDATE, COMMIT … */
  readonly command: string;
  readonly rowCount: number | null;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Hears what became of a statement, once. */
export type HearStatement = (error: Error | null, given: Given) => void;

const nothing: Given = { command: '', rowCount: null, columns: [], rows: [] };

/** What may come where nobody asked for anything: more is kept by nobody. */
const mostUnasked = 1_000_000;

/** Every value as the server writes it: what it means is looked at only where somebody asks. */
const asText = { getTypeParser: () => (text: string) => text };

/** One connection to the server: a statement at a time, its answers counted as they come. */
export class Connection {
  readonly #client: Client;
  readonly #socket: GuardedSocket;
  readonly #address: Address;
  readonly #onLost: (connection: Connection) => void;
  #bytes: number = 0;
  #mostBytes: number = mostUnasked;
  #onOverflow: () => void = () => this.#onLost(this);
  #isBusy: boolean = false;
  #isStanding: boolean = false;
  #gone: Promise<void> | null = null;

  /** `onLost` hears when the connection breaks, at work or not; it may hear of it again. */
  constructor(address: Address, onLost: (connection: Connection) => void) {
    this.#address = address;
    this.#onLost = onLost;
    this.#socket = new GuardedSocket();
    // Before the client's own: too much is given up before it is kept.
    this.#socket.on('data', (bytes: Buffer) => this.#count(bytes.length));
    const { host, port, user, password, database, options, applicationName } = address;
    this.#client = new Client({
      host,
      port,
      user,
      // A function, for the client looks for a password of its own where the text is empty.
      password: () => password,
      database,
      ssl: false,
      application_name: applicationName,
      ...(options === '' ? {} : { options }),
      stream: () => this.#socket,
      types: asText,
    });
    this.#client.on('error', () => this.#onLost(this));
    this.#client.on('end', () => this.#onLost(this));
  }

  /** Connects; `hear` is called once. */
  open(hear: (error: Error | null) => void): void {
    let isTold = false;
    const tell = (error: Error | null): void => {
      if (isTold) return;
      isTold = true;
      this.#isStanding = error === null;
      hear(error);
    };
    this.#client.connect((error: Error | null) => tell(error ?? null));
    this.#client.once('end', () => tell(new Error('Connection terminated')));
  }

  /** Bytes that have come for the operation at hand. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether no transaction was left open. */
  get isClean(): boolean {
    return this.#client.getTransactionStatus() === 'I';
  }

  /** Begins to count what comes; `onOverflow` is called when it is more than `mostBytes`. */
  begin(mostBytes: number, onOverflow: () => void): void {
    this.#bytes = 0;
    this.#mostBytes = mostBytes;
    this.#onOverflow = onOverflow;
  }

  /** Nothing is asked for any more. */
  rest(): void {
    this.begin(mostUnasked, () => this.#onLost(this));
  }

  /** Sends a statement: by its name, parsed on first use, or with its values alone, and plain without either. */
  query(sql: string, name: string | null, values: readonly string[] | null, hear: HearStatement): void {
    this.#isBusy = true;
    const config = { text: sql, rowMode: 'array' as const, ...(values === null ? {} : { queryMode: 'extended', values: [...values] }) };
    this.#client.query(name === null ? config : { ...config, name }, (error: Error | null, result: QueryArrayResult) => {
      this.#isBusy = false;
      // Outside of what the socket guards.
      if (error !== null && error !== undefined) return process.nextTick(hear, error, nothing);
      return hear(null, { command: result.command, rowCount: result.rowCount, columns: result.fields, rows: result.rows });
    });
  }

  /** Ends the connection at once, and what the server is still at for it. Resolves when it is gone. */
  drop(): Promise<void> {
    this.#gone ??= this.#end(true);
    return this.#gone;
  }

  /** Says goodbye. Resolves when it is gone. */
  close(): Promise<void> {
    this.#gone ??= this.#end(this.#isBusy || !this.#isStanding);
    return this.#gone;
  }

  async #end(atOnce: boolean): Promise<void> {
    const closed = this.#socket.closed
      ? Promise.resolve()
      : new Promise<void>((resolve) => void this.#socket.once('close', () => resolve()));
    if (!atOnce) {
      const slow = setTimeout(() => this.#socket.destroy(), 1_000);
      await this.#client.end().catch(() => undefined);
      clearTimeout(slow);
    } else if (this.#isBusy && this.#isStanding && !this.#socket.destroyed) {
      const { processID, secretKey } = keysOf(this.#client);
      this.#socket.destroy();
      await requestCancel(this.#address.host, this.#address.port, processID, secretKey);
    }
    this.#socket.destroy();
    await closed;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#mostBytes) this.#onOverflow();
  }
}

/** By which the server knows a connection that is to be given up. */
function keysOf(client: Client): { readonly processID: number; readonly secretKey: number } {
  const [processID, secretKey]: readonly unknown[] = [Reflect.get(client, 'processID'), Reflect.get(client, 'secretKey')];
  return { processID: typeof processID === 'number' ? processID : 0, secretKey: typeof secretKey === 'number' ? secretKey : 0 };
}
