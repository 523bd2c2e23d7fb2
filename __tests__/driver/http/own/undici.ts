import { Client, type Dispatcher } from 'undici';

import { maxHeadBytes } from '../../../../src/driver/http/judge.ts';

/** What undici, and llhttp inside it, made of an answer. */
export interface OracleReading {
  readonly kind: 'ok' | 'failed';
  readonly why: string;
  readonly status: number;
  readonly fields: readonly string[];
  readonly body: string;
}

/** Asks with undici, on a connection of its own. */
export async function askOracle(url: string, path: string): Promise<OracleReading> {
  const client = new Client(url, { maxHeaderSize: maxHeadBytes });
  const reading = await new Promise<OracleReading>((resolve) => client.dispatch({ method: 'GET', path }, new Handler(resolve)));
  await client.destroy();
  return reading;
}

class Handler implements Dispatcher.DispatchHandlers {
  readonly #resolve: (reading: OracleReading) => void;
  #status: number = 0;
  #fields: string[] = [];
  #body: Buffer[] = [];

  constructor(resolve: (reading: OracleReading) => void) {
    this.#resolve = resolve;
  }

  onConnect(): void {}

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200) return true;
    const texts = headers.map((header) => header.toString('latin1'));
    this.#status = status;
    this.#fields = texts.flatMap((text, index) => (index % 2 === 0 ? [`${text.toLowerCase()}: ${texts[index + 1]}`] : []));
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#body.push(Buffer.from(chunk));
    return true;
  }

  onComplete(): void {
    const body = Buffer.concat(this.#body).toString('latin1');
    this.#resolve({ kind: 'ok', why: '', status: this.#status, fields: this.#fields, body });
  }

  onError(error: Error): void {
    this.#resolve({
      kind: 'failed',
      why: `${'code' in error ? String(error.code) : ''} ${error.message}`,
      status: 0,
      fields: [],
      body: '',
    });
  }
}
