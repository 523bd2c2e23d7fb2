import { isAbsolute, relative } from 'node:path';
import { toAmount, toFields, toText, type Fields } from './fields.ts';

/** A place in a program. */
export interface Frame {
  readonly function: string;
  /** As V8 names the script: a path, a file: URL, a `node:` module, anything. */
  readonly url: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

const longestName = 60;
const longestPath = 100;
const longestUrl = 4_096;

/** Reads a frame of a profile's tree: where its function begins. */
export function toFrame(callFrame: Fields): Frame {
  return { function: toText(callFrame['functionName']), url: toText(callFrame['url']), ...toPlace(callFrame) };
}

/** Reads a frame of a paused stack: where it stands. Such frames name their script by its id. */
export function toPausedFrame(callFrame: Fields, scripts: ReadonlyMap<string, string>): Frame {
  const location = toFields(callFrame['location']);
  const url = scripts.get(toText(location['scriptId'])) ?? '';
  return { function: toText(callFrame['functionName']), url, ...toPlace(location) };
}

function toPlace(place: Fields): { readonly line: number; readonly column: number } {
  return { line: (toAmount(place['lineNumber']) ?? 0) + 1, column: (toAmount(place['columnNumber']) ?? 0) + 1 };
}

/** Whose code a frame is: the service's, a library's it uses, or Node's own. */
export function ownerOf({ url }: Frame): 'service' | 'library' | 'node' {
  if (url === '' || url.startsWith('node:')) return 'node';
  return url.includes('/node_modules/') ? 'library' : 'service';
}

/** Names a place as `remember (server.js:41)`, or with its column; short, and without characters that could rewrite the line they stand in. */
export function sayFrame(frame: Frame, directory: string, detail: 'line' | 'column'): string {
  const place = detail === 'line' ? `${frame.line}` : `${frame.line}:${frame.column}`;
  const name = clean(frame.function, longestName);
  return `${name === '' ? '(anonymous)' : name} (${sayPath(frame.url, directory)}:${place})`;
}

/** A script's path relative to the working directory; elsewhere what follows the last node_modules, else the last two names. */
function sayPath(url: string, directory: string): string {
  const path = clean(toPath(url.slice(0, longestUrl)), longestUrl);
  const brief = isAbsolute(path) ? shorten(path, relative(clean(directory, longestUrl) || '/', path)) : path;
  return brief.length > longestPath ? `…${clean(brief.slice(-longestPath), longestPath)}` : brief;
}

function shorten(path: string, near: string): string {
  if (!near.startsWith('..')) return near;
  return /(?<=\/)node_modules\/(?!.*\/node_modules\/).*$/.exec(path)?.[0] ?? path.split('/').slice(-2).join('/');
}

function toPath(url: string): string {
  if (!url.startsWith('file://')) return url;
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return url;
  }
}

/** The beginning of a text, without control, format and separator characters. */
export function clean(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
}
