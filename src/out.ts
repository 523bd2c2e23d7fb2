import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from './model/run.ts';
import type { Verdict } from './model/verdict.ts';
import { tellHtml } from './report/html.ts';
import { tellJson } from './report/json.ts';
import { tellJunit } from './report/junit.ts';
import { tellMarkdown } from './report/markdown.ts';
import { redact } from './report/redact.ts';

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

/** Writes the run and its reports into a folder, made when missing. No known secret survives into any of them. */
export async function writeOut(folder: string, run: Run, verdict: Verdict, secrets: readonly string[]): Promise<OutFiles> {
  const files = {
    run: join(folder, 'run.json'),
    verdict: join(folder, 'verdict.json'),
    markdown: join(folder, 'report.md'),
    html: join(folder, 'report.html'),
    junit: join(folder, 'junit.xml'),
  };
  await mkdir(folder, { recursive: true });
  const write = (file: string, text: string): Promise<void> => writeFile(file, redact(text, secrets));
  await write(files.run, `${JSON.stringify(run, null, 2)}\n`);
  await write(files.verdict, tellJson(verdict));
  await write(files.markdown, tellMarkdown(run, verdict, { maxChars: maxMarkdownChars, where: '', marker: '' }));
  await write(files.html, tellHtml(run, verdict));
  await write(files.junit, tellJunit(run, verdict));
  return files;
}

const secretName = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY/i;
/** Shorter values would blank ordinary words. */
const minSecretChars = 8;

/** Values of the environment that must never be shown: what a name marks as secret, and is long enough to be one. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && secretName.test(name) && value.length >= minSecretChars ? [value] : [],
  );
}
