/** What git allows nowhere in a ref, and what means something else in a refspec or a pattern. */
const forbidden = /[\p{Cc}\p{Cs} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|^[./]|[./]$/u;

/** Whether a text can be the name of a branch or tag under `refs/`: then it is one word in a refspec, with nothing to obey in it. */
export function isBranchName(text: string): boolean {
  return text !== '' && text !== '@' && text.length <= 1_000 && !forbidden.test(text);
}
