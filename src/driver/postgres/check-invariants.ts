import type { Invariant } from '../../model/postgres.ts';
import type { InvariantSeen } from '../../model/invariant-seen.ts';
import type { Address } from './address.ts';
import type { Given } from './connection.ts';
import { nameFailure, nameRefusal } from './name-failure.ts';
import { onOneConnection } from './one-connection.ts';
import { valueOf } from './rows.ts';

const longestShown = 60;

/** Looks at each invariant once, on a connection of its own that is gone afterwards. Never throws; all of them together take no longer than `longestMs`. */
export async function checkInvariants(
  address: Address,
  invariants: readonly Invariant[],
  longestMs: number,
): Promise<readonly InvariantSeen[]> {
  if (invariants.length === 0) return [];
  return onOneConnection<readonly InvariantSeen[]>(address, longestMs, async (ask) => {
    if (ask instanceof Error) {
      const why = nameRefusal(ask, address).detail;
      return invariants.map(({ name, equals }) => ({ kind: 'unseen', name, expected: equals, why }));
    }
    const seen: InvariantSeen[] = [];
    for (const { name, sql, equals } of invariants) {
      const given = await ask(sql);
      seen.push(
        given instanceof Error ? { kind: 'unseen', name, expected: equals, why: nameFailure(given, []).detail } : look(name, equals, given),
      );
    }
    return seen;
  });
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
