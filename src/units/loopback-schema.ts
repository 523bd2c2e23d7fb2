import * as z from 'zod';

import { readLoopbackUrl } from './loopback.ts';
import { textSchema } from './schema.ts';

/** An http or https address on this machine that is also of the given form, as `readLoopbackUrl` gives it. */
export function loopbackUrlSchema(
  expected: string,
  form: RegExp = /^\s*https?:\/\//,
  isFit: (url: string) => boolean = () => true,
): z.ZodType<string, string> {
  return textSchema(form, 2_000, expected).transform((given, context) => {
    const url = readLoopbackUrl(given);
    if (url !== undefined && isFit(url)) return url;
    context.issues.push({ code: 'custom', message: expectNoLogin(expected, given), input: given });
    return z.NEVER;
  });
}

/** What was expected of an address, and where it names who asks, that this is what is wrong with it. */
export function expectNoLogin(expected: string, given: string): string {
  return /^\s*https?:\/\/[^/?#]*@/i.test(given) ? `${expected}, with no user and password in it: a header carries them` : expected;
}
