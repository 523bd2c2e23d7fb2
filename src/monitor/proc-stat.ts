/** What one look at /proc/PID/stat tells; times in clock ticks, resident memory in pages. */
export interface ProcStat {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  /** utime + stime: what the process itself has used. */
  readonly ownTicks: number;
  /** cutime + cstime: what its ended children had used, once it has waited for them. */
  readonly reapedTicks: number;
  readonly threads: number;
  /** Since boot; with the pid it names a process that cannot be mistaken for a later one. */
  readonly startTicks: number;
  readonly vmsBytes: number;
  readonly rssPages: number;
}

const [zero, minus, space, closing] = [0x30, 0x2d, 0x20, 0x29];
/** Written over by each look: a new one for each would be most of what is allocated. */
const fields = new Float64Array(25);

/**
 * Parses the line's bytes without making strings; null when it is no such line. Fields are numbered as in proc_pid_stat(5). The name
 * (field 2) may hold spaces, parentheses and newlines, so everything is counted from the last `)`.
 */
export function parseProcStat(bytes: Uint8Array): ProcStat | null {
  let at = bytes.lastIndexOf(closing) + 2;
  const state = bytes[at];
  if (at < 2 || state === undefined) return null;
  // The number before the name ends at the first space.
  let pid = 0;
  for (let byte = bytes[0], next = 1; byte !== undefined && byte > space; byte = bytes[next++]) pid = pid * 10 + (byte - zero);
  let field = 3;
  for (; at < bytes.length && field < 25; field++) {
    const negative = bytes[at] === minus;
    let value = 0;
    if (negative) at++;
    for (let byte = bytes[at]; byte !== undefined && byte > space; byte = bytes[++at]) value = value * 10 + (byte - zero);
    fields[field] = negative ? -value : value;
    at++;
  }
  if (field < 25) return null;
  const number = (index: number): number => fields[index] ?? 0;
  return {
    pid,
    state: String.fromCharCode(state),
    parent: number(4),
    ownTicks: number(14) + number(15),
    reapedTicks: number(16) + number(17),
    threads: number(20),
    startTicks: number(22),
    vmsBytes: number(23),
    rssPages: number(24),
  };
}
