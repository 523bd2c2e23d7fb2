import { surveyDescriptors } from './descriptors.ts';
import { readBytes } from './read-bytes.ts';
import { scanTcpTable, type TcpRow } from './tcp-table.ts';

/** Some ten thousand connections. */
const mostBytes = 8 * 1_024 ** 2;
const [established, closeWait, listening] = [1, 8, 10];

/**
 * How many TCP connections these processes hold that they opened themselves: to a database, to a service behind them. Those that came in
 * have a port at which one of them listens. One whose other side has gone counts until it is closed. Null where nobody may look.
 */
export function countConnections(pids: readonly number[]): number | null {
  const [first] = pids;
  const held = first === undefined ? null : surveyDescriptors(pids);
  if (held === null) return null;
  const rows: TcpRow[] = [];
  let isRead = false;
  for (const table of ['tcp', 'tcp6']) {
    const bytes = readBytes(`/proc/${first}/net/${table}`, mostBytes);
    if (bytes === 'too-long') return null;
    if (bytes === 'unreadable') continue; // a machine may be without one of the two protocols
    isRead = true;
    scanTcpTable(bytes, (row) => {
      if (held.sockets.has(row.inode)) rows.push(row);
    });
  }
  if (!isRead) return null;
  const doors = new Set(rows.flatMap(({ state, localPort }) => (state === listening ? [localPort] : [])));
  return rows.filter(({ state, localPort }) => (state === established || state === closeWait) && !doors.has(localPort)).length;
}
