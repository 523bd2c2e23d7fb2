import type { Command } from './settings.ts';

const shownLines = 20;

/** A command as one line for people. */
export function sayCommand(command: Command): string {
  return command.kind === 'shell'
    ? command.line
    : command.argv.map((word) => (/^[\w./:=@%+-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

/** The last lines of output, to end a message with; nothing when there were none. Indented and broken so that no line is a workflow command. */
export function sayTail(lines: readonly string[]): string {
  if (lines.length === 0) return ' It printed nothing.';
  const shown = lines.slice(-shownLines).map((line) => `\n  | ${line.replaceAll('##[', '# #[')}`);
  return ` It printed last:${shown.join('')}`;
}
