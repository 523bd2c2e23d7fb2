import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** What reading a file gave; `why` completes "the file …". */
export type CappedRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Reads a regular file of at most `maxBytes`. A symbolic link is refused, not followed: who may put one here could have us
 * read any file. A pipe is not waited for. Never rejects.
 */
export async function readCapped(path: string, maxBytes: number): Promise<CappedRead> {
  try {
    // The two flags do not exist on Windows, where `open` knows neither such links nor such pipes.
    await using handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const facts = await handle.stat();
    if (!facts.isFile()) return { kind: 'refused', why: 'is not a regular file' };
    if (facts.size > maxBytes) return { kind: 'refused', why: `is larger than ${maxBytes / 1024 ** 2} MB` };
    // It may have grown since: one byte more than allowed is enough to know.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(facts.size + 1), 0, facts.size + 1, 0);
    return bytesRead > facts.size
      ? { kind: 'refused', why: 'changed while it was read' }
      : { kind: 'text', text: buffer.toString('utf8', 0, bytesRead) };
  } catch (error) {
    return tellRefusal(error);
  }
}

function tellRefusal(error: unknown): CappedRead {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
  return { kind: 'refused', why: code === 'ELOOP' ? 'is a symbolic link' : `cannot be read (${code})` };
}
