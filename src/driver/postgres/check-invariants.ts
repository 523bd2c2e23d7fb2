import type { Invariant } from '../../model/postgres.ts';
import type { InvariantSeen } from '../../model/invariant-seen.ts';
import type { Address } from './address.ts';
import { Connection, type Given } from './connection.ts';
import { nameFailure, nameRefusal } from './name-failure.ts';
import { valueOf } from './rows.ts';

/** More than a sum, a count or a name is no invariant. */
const mostBytes = 1_000_000;
const longestShown = 60;

/** Looks at each invariant once, on a connection of its own that is gone afterwards. Never throws; all of them together take no longer than `longestMs`. */
export async function checkInvariants(
  address: Address,
  invariants: readonly Invariant[],
  longestMs: number,
): Promise<readonly InvariantSeen[]> {
  if (invariants.length === 0) return [];
  let lost: (() => void) | null = null;
  const connection = new Connection(address, () => lost?.());
  const gone = new Promise<Error>((resolve) => (lost = () => resolve(new Error('Connection terminated'))));
  const late = setTimeout(() => void connection.drop(), longestMs);
  const seen: InvariantSeen[] = [];
  try {
    const refused = await new Promise<Error | null>((resolve) => connection.open(resolve));
    if (refused !== null) {
      const why = nameRefusal(refused, address).detail;
      return invariants.map(({ name, equals }) => ({ kind: 'unseen', name, expected: equals, why }));
    }
    connection.begin(mostBytes, () => void connection.drop());
    for (const { name, sql, equals } of invariants) {
      const given = await Promise.race([ask(connection, sql), gone]);
      seen.push(
        given instanceof Error ? { kind: 'unseen', name, expected: equals, why: nameFailure(given, []).detail } : look(name, equals, given),
      );
    }
    return seen;
  } finally {
    clearTimeout(late);
    await connection.close();
  }
}

function ask(connection: Connection, sql: string): Promise<Given | Error> {
  return new Promise((resolve) => connection.query(sql, null, [], (error, given) => resolve(error ?? given)));
}

function look(name: string, expected: string, { columns, rows }: Given): InvariantSeen {
  const text = rows[0]?.[0];
  if (text === undefined) return { kind: 'seen', name, expected, found: 'no row', holds: false };
  const value = valueOf(text, columns[0]?.dataTypeID ?? 0);
  const found = typeof value === 'string' ? value : JSON.stringify(value);
  return { kind: 'seen', name, expected, found: cut(found), holds: found === expected || isSameNumber(found, expected) };
}

/** 100 is 100.00: a sum of numerics has the places of its parts. */
function isSameNumber(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)];
  return x !== null && x === y;
}

/** A number without the zeros that say nothing; null where it is none. */
function plain(text: string): string | null {
  const [, sign = '', whole = '', places = ''] = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text.trim()) ?? [];
  if (whole === '') return null;
  const digits = places === '' ? whole : `${whole}.${places}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

function cut(text: string): string {
  const line = text.slice(0, 1_000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.length <= longestShown ? line : `${line.slice(0, longestShown - 1)}…`;
}
