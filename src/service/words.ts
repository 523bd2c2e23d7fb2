import type { Command, Readiness } from './settings.ts';

const shownLines = 20;

/** A command as one line for people. */
export function sayCommand(command: Command): string {
  return command.kind === 'shell'
    ? command.line
    : command.argv.map((word) => (/^[\w./:=@%+-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

/** What to look at when a service was not ready, after "check". */
export function sayCheck(ready: Readiness): string {
  return ready.kind === 'port'
    ? `${ready.key}, and that the server listens there`
    : 'service.ready, and that the service listens on PORT at the address of service.url';
}

/** The last lines of output, to end a message with; nothing when there were none. Indented and broken so that no line is a workflow command. */
export function sayTail(lines: readonly string[]): string {
  if (lines.length === 0) return ' It printed nothing.';
  const shown = lines.slice(-shownLines).map((line) => `\n  | ${line.replaceAll('##[', '# #[')}`);
  return ` It printed last:${shown.join('')}`;
}
