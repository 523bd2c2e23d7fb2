/** Commands after which a connection is another one, or that are answered more than once, never, or by the server's end. */
const unfit: ReadonlySet<string> = new Set(
  [
    'subscribe psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe monitor',
    'auth hello select reset quit asking readonly readwrite',
    'multi exec discard',
    'shutdown sync psync replconf failover',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a command cannot be an operation: each has one answer, and leaves its connection as it was. */
export function isUnfit([name = '', first = '']: readonly string[]): boolean {
  const command = name.toLowerCase();
  return (
    unfit.has(command) ||
    (command === 'client' && ['reply', 'tracking'].includes(first.toLowerCase())) ||
    (command === 'debug' && first.toLowerCase() === 'segfault')
  );
}
