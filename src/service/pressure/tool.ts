import { execFile } from 'node:child_process';
import type { World } from '../../world.ts';

/** Setting a limit takes a millisecond. */
const longestMs = 5_000;
const mostOutputBytes = 65_536;

/** Runs one of the system's small tools to its end; why it did not do its work, for people, or null when it did. Never rejects. */
export function runTool(file: string, words: readonly string[], world: World): Promise<string | null> {
  return new Promise((resolve) => {
    const env = { PATH: world.environment['PATH'], LC_ALL: 'C' };
    const options = { env, encoding: 'utf8', timeout: longestMs, killSignal: 'SIGKILL', maxBuffer: mostOutputBytes } as const;
    execFile(file, [...words], options, (error, _output, complaint) => {
      if (error === null) return resolve(null);
      if (error.code === 'ENOENT') return resolve(`there is no ${file} here`);
      const said = complaint.trim().split('\n')[0] ?? '';
      return resolve(said === '' ? `${file} failed` : said.slice(0, 200));
    });
  });
}
