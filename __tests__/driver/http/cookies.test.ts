import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CookieJar } from '../../../src/driver/http/cookies.ts';

describe('a cookie jar', () => {
  it('keeps name and value, in the order they came, the last value of a name winning', () => {
    const jar = new CookieJar();
    expect(jar.header).toBe('');
    jar.take('sid=a=b; Path=/; HttpOnly');
    jar.take('theme=dark');
    jar.take('sid=c; Secure');
    expect(jar.header).toBe('sid=c; theme=dark');
  });

  it.each(['Max-Age=0', 'max-age=-5', ' MAX-AGE = 0 '])('forgets a cookie with %s', (attribute) => {
    const jar = new CookieJar();
    jar.take('sid=a');
    jar.take('theme=dark; Max-Age=10');
    jar.take(`sid=; Path=/;${attribute}`);
    expect(jar.header).toBe('theme=dark');
  });

  it('reads every set-cookie of a raw header list, however it is written', () => {
    const jar = new CookieJar();
    jar.takeAll(['Set-Cookie', 'a=1', 'x-cookie-a', 'b=2', 'SET-COOKIE', 'c=3'].map((text) => Buffer.from(text)));
    expect(jar.header).toBe('a=1; c=3');
  });

  it('stays small and fit for a header whatever a service sets', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 80 }), (lines) => {
        const jar = new CookieJar();
        for (const line of lines) jar.take(line);
        expect(jar.header).toMatch(/^[\x20-\x7e]*$/);
      }),
      { numRuns: 30 },
    );
    const jar = new CookieJar();
    for (let index = 0; index < 200; index++) jar.take(`c${index}=${'v'.repeat(10)}`);
    jar.take(`huge=${'v'.repeat(10_000)}`);
    expect(jar.header.split('; ')).toHaveLength(50);
  });
});
