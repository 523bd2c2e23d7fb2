import type { Acceptance } from '../../model/acceptance.ts';

const longest = 300;

/** Who accepts, and why: `commit 4f2c1e9: because answers are encrypted now`. Kept to one line: a run document may be anybody's. */
export function sayAcceptance({ by, because }: Pick<Acceptance, 'by' | 'because'>): string {
  return oneLine(because === '' ? by : `${by}: because ${because}`);
}

/** Text of a stranger in one line: no control characters, nothing that a runner takes for a command, no novel. */
export function oneLine(text: string): string {
  const plain = text
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('##[', '# #[')
    .trim();
  const letters = Array.from(plain);
  return letters.length <= longest ? plain : `${letters.slice(0, longest - 1).join('')}…`;
}
