import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const names = ['chromium', 'chromium-browser', 'google-chrome'];
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

/** A real Chromium on this machine (`CHROMIUM`, or by its usual names), or null. */
export const chromium: string | null = found();

/** What a page became in a real browser. */
export interface Opened {
  /** The document after it was read and had time to run whatever would run, as HTML. */
  readonly dom: string;
  readonly picture: Buffer;
}

/** Opens a page from a file in Chromium, 1200 by 900, with a profile of its own; both are removed afterwards. */
export async function open(page: string): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-page-'));
  try {
    const file = join(folder, 'report.html');
    const picture = join(folder, 'report.png');
    await writeFile(file, page);
    const asked = ['--virtual-time-budget=2000', '--dump-dom', '--window-size=1200,900', `--screenshot=${picture}`];
    const args = [...quiet, `--user-data-dir=${join(folder, 'profile')}`, ...asked, pathToFileURL(file).href];
    const { stdout } = await run(chromium ?? '', args, { timeout: 50_000, killSignal: 'SIGKILL', maxBuffer: 64 * 1_024 * 1_024 });
    return { dom: stdout, picture: await readFile(picture) };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function found(): string | null {
  const named = process.env['CHROMIUM'] ?? '';
  if (named !== '') return named;
  const places = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return places.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}
