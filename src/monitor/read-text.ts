import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** A file's text; null when it is gone or not ours to read. As UTF-8, which Node reads several times faster than other encodings. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The names in a folder; null when it is gone or not ours to look into. */
export function listNames(path: string): readonly string[] | null {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}

/** What a link leads to; null when it is gone. */
export function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
