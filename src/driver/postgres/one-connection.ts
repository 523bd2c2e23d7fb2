import type { Address } from './address.ts';
import { Connection, type Given } from './connection.ts';
import { givenUp } from './name-failure.ts';

/** Sends one statement: what it gave, or what became of it or of the connection. */
export type Ask = (sql: string) => Promise<Given | Error>;

/** Nobody asks for more here than for a sum, a count or a name. */
const mostBytes = 1_000_000;

/** Does something with a connection of its own, or with why there is none; it is gone afterwards, and given up after `longestMs`. */
export async function onOneConnection<T>(address: Address, longestMs: number, use: (ask: Ask | Error) => Promise<T>): Promise<T> {
  let lost: (() => void) | null = null;
  const connection = new Connection(address, () => lost?.());
  const gone = new Promise<Error>((resolve) => (lost = () => resolve(new Error('Connection terminated'))));
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    void connection.drop();
  }, longestMs);
  const named = (error: Error): Error => (isLate ? givenUp() : error);
  const ask: Ask = (sql) =>
    Promise.race([
      new Promise<Given | Error>((resolve) => connection.query(sql, null, [], (error, given) => resolve(error ?? given))),
      gone,
    ]);
  try {
    const refused = await new Promise<Error | null>((resolve) => connection.open(resolve));
    connection.begin(mostBytes, () => void connection.drop());
    return await use(refused === null ? ask : named(refused));
  } finally {
    clearTimeout(late);
    await connection.close();
  }
}
