import { code, words } from './phrase.ts';
import { fenced, markdown } from './markdown-text.ts';

const mostLines = 80;

/** The report of a run that came to no verdict, in GitHub's Markdown: what went wrong, and that nothing is known of the change. */
export function tellFault(message: string, suite: string): string {
  const title = markdown([
    ...words('❌ Plimsoll: '),
    ...(suite === '' ? [] : [...code(suite), ...words(' ')]),
    ...words('could not be measured'),
  ]);
  return `### ${title}\n\n${fenced(message.split('\n'), mostLines)}\n\nNothing is known about this change: neither that it is good, nor that it is bad.\n`;
}
