import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from './model/run.ts';
import type { Verdict } from './model/verdict.ts';
import { tellHtml } from './report/html.ts';
import { tellJson } from './report/json.ts';
import { tellJunit } from './report/junit.ts';
import { tellMarkdown } from './report/markdown.ts';

/** Where the files of `--out` were written, absolute. */
export interface OutFiles {
  readonly run: string;
  readonly verdict: string;
  readonly markdown: string;
  readonly html: string;
  readonly junit: string;
}

/** A Markdown file has no size limit; this only keeps a viewer usable. */
const maxMarkdownChars = 1_000_000;

/** What became of writing them. */
export type Written = { readonly kind: 'written'; readonly files: OutFiles } | { readonly kind: 'unwritten'; readonly sentence: string };

/** Writes the run and its reports into a folder, made when missing. Never rejects: a full disk must not lose the verdict. */
export async function writeOut(folder: string, run: Run, verdict: Verdict): Promise<Written> {
  const files = {
    run: join(folder, 'run.json'),
    verdict: join(folder, 'verdict.json'),
    markdown: join(folder, 'report.md'),
    html: join(folder, 'report.html'),
    junit: join(folder, 'junit.xml'),
  };
  try {
    await mkdir(folder, { recursive: true });
    await replace(files.run, `${JSON.stringify(run, null, 2)}\n`);
    await replace(files.verdict, tellJson(verdict));
    await replace(files.markdown, tellMarkdown(run, verdict, { maxChars: maxMarkdownChars, where: '' }));
    await replace(files.html, tellHtml(run, verdict));
    await replace(files.junit, tellJunit(run, verdict));
    return { kind: 'written', files };
  } catch (cause) {
    return {
      kind: 'unwritten',
      sentence: `The report could not be written into ${folder}: ${cause instanceof Error ? cause.message : String(cause)}.`,
    };
  }
}

/** The folder may be a stranger's artifact: a link that lies there is replaced, never followed. */
async function replace(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, text, { flag: 'wx' });
}
