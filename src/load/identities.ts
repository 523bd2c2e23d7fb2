import type { OperationMeaning } from '../model/operation.ts';
import type { Told } from '../model/outcome.ts';
import { compileKeyText } from './key-text.ts';
import type { PackedIdentities, PackedSighting } from './packed-identities.ts';

type Sighting = { -readonly [Key in keyof PackedSighting]: PackedSighting[Key] };

const mostSightings = 20_000;
/** Of an answer, how much is searched. */
const mostSearched = 262_144;
/** Shorter tokens stand in any answer by chance; so do short numbers. */
const fewestCharacters = 6;
const fewestDigits = 10;
/** A shorter beginning that all tokens share is found everywhere, so that words are looked up instead. */
const fewestShared = 3;
/** What a token may be made of where it is searched for: whatever does not part words in JSON, HTML, addresses and plain text. */
const word = /[^\s"'<>,;:=&?/\\()[\]{}]+/y;
const anyWord = /[^\s"'<>,;:=&?/\\()[\]{}]+/g;
const parting = /[\s"'<>,;:=&?/\\()[\]{}]/;

/**
 * Sees whom the answers name that are declared to show nobody but the user that asked, and whether a token that somebody was
 * named stands in an answer to another. Whose a token is, only the whole load tells; here is noted who saw which.
 */
export class Identities {
  readonly #startMs: number;
  /** By operation, user and place. */
  readonly #byToken: Map<string, Sighting[]> = new Map();
  readonly #users: Set<number> = new Set();
  #answers: number = 0;
  #nameless: number = 0;
  #count: number = 0;
  #overlooked: number = 0;
  /** What all tokens begin with that can be searched for; null before the first. */
  #shared: string | null = null;

  /** `users` is how many there are; tokens that are known beforehand are searched for from the beginning. */
  constructor(meanings: readonly OperationMeaning[], users: number, startMs: number) {
    this.#startMs = startMs;
    for (const { isolates } of meanings) {
      if (isolates === undefined || isolates.token === null) continue;
      const tokenOf = compileKeyText(isolates.token);
      for (let user = 0; user < Math.min(users, mostSightings); user++) this.#sightingsOf(tokenOf('', user));
    }
  }

  /** Takes in an answer to an operation that isolates its users. */
  see(operation: number, user: number, { owner, text }: Told, atMs: number): void {
    this.#answers += 1;
    this.#users.add(user);
    if (owner === null) this.#nameless += 1;
    else this.#note(owner, user, operation, 'named', atMs);
    if (this.#shared !== null) for (const token of this.#tokensIn(text, owner)) this.#note(token, user, operation, 'inside', atMs);
  }

  pack(): PackedIdentities {
    return {
      answers: this.#answers,
      nameless: this.#nameless,
      users: [...this.#users],
      sightings: [...this.#byToken.values()].flat(),
      overlooked: this.#overlooked,
    };
  }

  #note(token: string, user: number, operation: number, place: Sighting['place'], atMs: number): void {
    const sightings = this.#byToken.get(token);
    const known = sightings?.find((one) => one.user === user && one.operation === operation && one.place === place);
    if (known !== undefined) known.count += 1;
    else if (this.#count >= mostSightings) this.#overlooked += 1;
    else {
      this.#count += 1;
      this.#sightingsOf(token).push({ token, user, operation, place, count: 1, firstAtMs: atMs - this.#startMs });
    }
  }

  #sightingsOf(token: string): Sighting[] {
    const known = this.#byToken.get(token);
    if (known !== undefined) return known;
    const fresh: Sighting[] = [];
    this.#byToken.set(token, fresh);
    if (isDistinctive(token)) this.#shared = this.#shared === null ? token : sharedBeginning(this.#shared, token);
    return fresh;
  }

  /** The known tokens that stand in a text as words of their own, without the one that it names; each once. */
  #tokensIn(text: string, named: string | null): ReadonlySet<string> {
    const found = new Set<string>();
    const searched = text.length > mostSearched ? text.slice(0, mostSearched) : text;
    for (const candidate of wordsIn(searched, this.#shared ?? '')) {
      // The end of a sentence is none of its last word.
      const token = this.#byToken.has(candidate) ? candidate : candidate.replace(/[.!]+$/, '');
      if (token !== named && isDistinctive(token) && this.#byToken.has(token)) found.add(token);
    }
    return found;
  }
}

/** The words of a text that begin so. */
function* wordsIn(text: string, beginning: string): Generator<string> {
  if (beginning.length < fewestShared) {
    for (const [found] of text.matchAll(anyWord)) yield found;
    return;
  }
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + beginning.length)) {
    if (at > 0 && !parting.test(text.charAt(at - 1))) continue;
    word.lastIndex = at;
    yield word.exec(text)?.[0] ?? '';
  }
}

function isDistinctive(token: string): boolean {
  return token.length >= (/^[\d.]*$/.test(token) ? fewestDigits : fewestCharacters) && !parting.test(token);
}

function sharedBeginning(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}
