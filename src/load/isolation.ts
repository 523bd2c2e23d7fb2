import type { IsolationSeen, Leak } from '../model/isolation.ts';
import type { Operation } from '../model/operation.ts';
import { compileKeyText } from './key-text.ts';
import type { PackedIdentities, PackedSighting } from './packed-identities.ts';

const mostExamples = 5;
const longestToken = 16;

/** Token → who is called so, by operation: two operations may name their users alike and mean others. */
type Owners = ReadonlyMap<string, ReadonlyMap<number, number>>;

/**
 * Whose data the users of a load were shown, from what all its engines saw; `users` is how many it had. A token is the user's
 * for whom it was declared; a token of the service's own making is the user's who was named it most often, of several who was
 * named it first.
 */
export function tellIsolation(parts: readonly PackedIdentities[], operations: readonly Operation[], users: number): IsolationSeen {
  const sightings = parts.flatMap((part) => part.sightings);
  const named = sightings.filter(({ place }) => place === 'named');
  const owners = ownersOf(named, operations, users);
  const leaks = sightings.flatMap((sighting) => leakIn(sighting, owners, operations));
  const own = named.filter(({ token, operation, user }) => owners.get(token)?.get(operation) === user);
  return {
    users: new Set(parts.flatMap((part) => part.users)).size,
    answers: sum(parts.map(({ answers }) => answers)),
    nameless: sum(parts.map(({ nameless }) => nameless)),
    tokens: new Set(named.map(({ token }) => token)).size,
    renamed: own.length - new Set(own.map(({ operation, user }) => `${operation} ${user}`)).size,
    leaks: sum(leaks.map(({ count }) => count)),
    exposed: new Set(leaks.map(({ asker }) => asker)).size,
    overlooked: sum(parts.map(({ overlooked }) => overlooked)),
    examples: leaks.sort((one, other) => other.count - one.count || one.firstAtMs - other.firstAtMs).slice(0, mostExamples),
  };
}

function ownersOf(named: readonly PackedSighting[], operations: readonly Operation[], users: number): Owners {
  const owners = new Map<string, Map<number, number>>();
  const own = (token: string, operation: number, user: number): void => {
    owners.set(token, (owners.get(token) ?? new Map<number, number>()).set(operation, user));
  };
  // Whoever comes later takes it from those before: the most frequent last, of equals the first one.
  const byUse = [...named].sort((one, other) => one.count - other.count || other.firstAtMs - one.firstAtMs);
  for (const { token, operation, user } of byUse) own(token, operation, user);
  for (const [operation, { meaning }] of operations.entries()) {
    const declared = meaning.isolates?.token ?? null;
    if (declared === null) continue;
    const tokenOf = compileKeyText(declared);
    for (let user = 0; user < users; user++) own(tokenOf('', user), operation, user);
  }
  return owners;
}

/** What a sighting gives away: a token of somebody else, or one that is not what the user was declared to be. */
function leakIn(sighting: PackedSighting, owners: Owners, operations: readonly Operation[]): readonly Leak[] {
  const { token, user, place, count, firstAtMs } = sighting;
  const operation = operations[sighting.operation];
  const all = [...(owners.get(token)?.values() ?? [])];
  const owner = place === 'named' ? (owners.get(token)?.get(sighting.operation) ?? null) : (all[0] ?? null);
  const declared = operation?.meaning.isolates?.token ?? null;
  const isOwn = place === 'inside' ? owner === null || all.includes(user) : isNamed(token, user, declared, owner);
  if (isOwn) return [];
  const letters = Array.from(token);
  const shown = letters.length <= longestToken ? token : `${letters.slice(0, longestToken - 1).join('')}…`;
  return [{ operation: operation?.name ?? '', asker: user, owner: owner === user ? null : owner, token: shown, place, count, firstAtMs }];
}

function isNamed(token: string, user: number, declared: string | null, owner: number | null): boolean {
  return declared === null ? owner === user : token === compileKeyText(declared)('', user);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
