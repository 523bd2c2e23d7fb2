/** More than any honest service sets; a hostile one must not grow our memory or its own request head. */
const maxCookies = 50;
const maxCookieLength = 4_096;

/** One user's cookies: name=value only. Path, domain and expiry do not matter to a session on one service. */
export class CookieJar {
  readonly #cookies: Map<string, string> = new Map();
  #header: string = '';

  /** The `cookie` header's value; empty when there is none. */
  get header(): string {
    return this.#header;
  }

  /** Takes in one `set-cookie` value; `Max-Age=0` (or less) forgets the cookie. */
  take(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split(';');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    if (equals < 1 || pair.length > maxCookieLength || !/^[\x21-\x7e]+$/.test(name) || !/^[\x20-\x7e]*$/.test(value)) return;

    if (attributes.some((attribute) => /^\s*max-age\s*=\s*(?:0|-\d+)\s*$/i.test(attribute))) this.#cookies.delete(name);
    else if (this.#cookies.has(name) || this.#cookies.size < maxCookies) this.#cookies.set(name, value);
    this.#header = [...this.#cookies].map(([key, text]) => `${key}=${text}`).join('; ');
  }

  /** Takes in every `set-cookie` of a raw header list: name, value, name, value, … */
  takeAll(headers: readonly Buffer[]): void {
    for (let index = 0; index + 1 < headers.length; index += 2) {
      const name = headers[index];
      // Length first: this runs for every header of every answer.
      if (name?.length === 10 && name.toString('latin1').toLowerCase() === 'set-cookie') this.take(String(headers[index + 1]));
    }
  }
}
