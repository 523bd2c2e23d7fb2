import type { Ending } from '../model/ending.ts';

/** How it is known that a process died for want of memory. */
export interface OutOfMemory {
  /** A clause of its own. */
  readonly why: string;
  /** The line that says so; null where the kernel does. Hostile text. */
  readonly line: string | null;
}

/** A dying runtime's last words may be followed by a long stack. */
const linesRead = 100;
/** What runtimes print when they die of it. */
const lastWords: readonly (readonly [runtime: string, line: RegExp])[] = [
  [
    'it ran out of memory, its JavaScript heap was full',
    /JavaScript heap out of memory|FATAL ERROR: .*(?:Allocation failed|out of memory)/,
  ],
  ['Python ran out of memory', /^MemoryError\b/],
  ['it ran out of memory, its Java heap was full', /java\.lang\.OutOfMemoryError/],
  ['Go ran out of memory', /^fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory)|^runtime: out of memory/],
  ['Ruby ran out of memory', /failed to allocate memory \(NoMemoryError\)/],
  ['.NET ran out of memory', /System\.OutOfMemoryException|^Out of memory\.?$/],
  ['its allocator had no memory left', /^memory allocation of \d+ bytes failed|std::bad_alloc/],
];

/** Whether a process died for want of memory: by what the kernel counted of its control group, or by its own last words. Null when nothing says so. */
export function findOutOfMemory(ending: Ending, output: readonly string[], oomKills: number | null): OutOfMemory | null {
  if (ending.kind === 'exited' && ending.code === 0) return null;
  if (isKilled(ending)) return (oomKills ?? 0) > 0 ? { why: 'the kernel killed it because it ran out of memory', line: null } : null;
  const lines = output.slice(-linesRead);
  for (const [why, pattern] of lastWords) {
    const line = lines.findLast((one) => pattern.test(one));
    if (line !== undefined) return { why, line };
  }
  return null;
}

/** By SIGKILL, which a shell tells as 128 + 9. Nobody can print anything any more then. */
function isKilled(ending: Ending): boolean {
  return ending.kind === 'killed' ? ending.signal === 'SIGKILL' : ending.kind === 'exited' && ending.code === 137;
}
