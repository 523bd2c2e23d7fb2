import { mkdir, writeFile } from 'node:fs/promises';
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

/** Writes the run and its reports into a folder, made when missing. */
export async function writeOut(folder: string, run: Run, verdict: Verdict): Promise<OutFiles> {
  const files = {
    run: join(folder, 'run.json'),
    verdict: join(folder, 'verdict.json'),
    markdown: join(folder, 'report.md'),
    html: join(folder, 'report.html'),
    junit: join(folder, 'junit.xml'),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(files.run, `${JSON.stringify(run, null, 2)}\n`);
  await writeFile(files.verdict, tellJson(verdict));
  await writeFile(files.markdown, tellMarkdown(run, verdict, { maxChars: maxMarkdownChars, where: '', marker: '' }));
  await writeFile(files.html, tellHtml(run, verdict));
  await writeFile(files.junit, tellJunit(run, verdict));
  return files;
}
