import type { TemplateValues } from '../model/session.ts';
import type { SecretSeen } from '../model/sessions.ts';

/** Of an answer, how much is searched. */
const mostSearched = 262_144;
const mostExamples = 20;
const sessionDigits = 4;

/** What the search for secrets has found. */
export interface SecretsFound {
  readonly secrets: readonly SecretSeen[];
  readonly leaks: number;
}

/**
 * A secret for each session, which goes with its requests as `{{uuid}}` and `{{payload}}`, and is searched for in what all the
 * others are answered. All begin with eight digits of chance that nothing else holds, so that one search finds those of everybody.
 */
export class Secrets {
  readonly #beginning: string;
  readonly #found: Map<string, { readonly asker: number; readonly owner: number; readonly operation: string; count: number }> = new Map();
  #leaks: number = 0;
  #steps: number = 0;

  /** `salt` is unsigned and of 32 bits. */
  constructor(salt: number) {
    // Digits alone would be found in numbers.
    this.#beginning = `${salt.toString(16).padStart(8, '0').slice(0, 7)}f-`;
  }

  /** The values of a step that carry the secret of their session. */
  mark(session: number, { n, key, last, payload }: TemplateValues): TemplateValues {
    this.#steps += 1;
    const own = `${this.#beginning}${session.toString(16).padStart(sessionDigits, '0')}-4000-8000-`;
    const uuid = `${own}${(this.#steps % 2 ** 48).toString(16).padStart(12, '0')}`;
    // As long as it was, the secret in front.
    const full = payload === undefined ? {} : { payload: `${uuid}${payload}`.slice(0, payload.length) };
    return { n, key, uuid, ...full, ...(last === undefined ? {} : { last }) };
  }

  /** Searches an answer; tells whether it holds the asker's own secret. */
  search(asker: number, operation: string, answer: string): boolean {
    const text = answer.length > mostSearched ? answer.slice(0, mostSearched) : answer;
    const others = new Set<number>();
    let own = false;
    for (let at = text.indexOf(this.#beginning); at >= 0; at = text.indexOf(this.#beginning, at + 1)) {
      const from = at + this.#beginning.length;
      const owner = Number.parseInt(text.slice(from, from + sessionDigits), 16);
      if (owner === asker) own = true;
      else if (Number.isInteger(owner)) others.add(owner);
    }
    for (const owner of others) this.#note(asker, owner, operation);
    return own;
  }

  /** What was found since it was last asked. */
  take(): SecretsFound {
    const found = { secrets: [...this.#found.values()].map((each) => ({ ...each })), leaks: this.#leaks };
    this.#found.clear();
    this.#leaks = 0;
    return found;
  }

  #note(asker: number, owner: number, operation: string): void {
    this.#leaks += 1;
    const known = this.#found.get(`${asker} ${owner} ${operation}`);
    if (known !== undefined) known.count += 1;
    else if (this.#found.size < mostExamples) this.#found.set(`${asker} ${owner} ${operation}`, { asker, owner, operation, count: 1 });
  }
}
