const longest = 200;

/** Text from a repository or from git in half a line: no control characters, no credentials, no workflow command, no novel. */
export function tidy(text: string): string {
  const letters = Array.from(
    text
      .slice(0, 10 * longest)
      .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .replace(/:\/\/[^/\s@]*@/g, '://')
      .replaceAll('##[', '# #[')
      .trim(),
  );
  return letters.length <= longest ? letters.join('') : `${letters.slice(0, longest - 1).join('')}…`;
}

/** What git said went wrong: its last line of that kind, without its prefix. */
export function tellGit(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^(?:fatal|error|remote):/.test(line)) ?? lines.at(-1) ?? 'it did not say why';
  return tidy(telling.replace(/^(?:fatal|error|remote): /, '')).replace(/\.$/, '');
}
