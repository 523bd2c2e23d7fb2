import { appendFile, stat } from 'node:fs/promises';
import { cutBytes } from './cut.ts';
import { degraded, done, type Delivery } from './delivery.ts';

/** GitHub takes 1 MiB a step and shows nothing at all of more; near the limit content may vanish silently. */
const maxBytes = 900 * 1_024;
const cutNote = '\n\n*Cut here: GitHub takes no longer summary.*\n';

/** Appends Markdown to the job summary. It needs no token, so it works on forks too. */
export async function appendSummary(file: string | undefined, markdown: string): Promise<Delivery> {
  if (file === undefined || file === '') return degraded('No job summary: GITHUB_STEP_SUMMARY is not set.');
  try {
    const left = maxBytes - (await sizeOf(file));
    const text = `${markdown.trimEnd()}\n`;
    if (Buffer.byteLength(text) <= left) {
      await appendFile(file, text);
      return done('Job summary written.');
    }
    const cut = cutBytes(text, left - Buffer.byteLength(cutNote));
    if (cut === '') return degraded('No job summary: this step has written its 900 KB already.');
    await appendFile(file, `${cut}${cutNote}`);
    return degraded('Job summary cut at 900 KB.');
  } catch (error) {
    return degraded(`No job summary: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}
