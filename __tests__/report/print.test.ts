import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { tellMarkdown } from '../../src/report/markdown.ts';
import { tellTerminal } from '../../src/report/terminal.ts';
import { tellProgress } from '../../src/report/progress.ts';
import { tellHtml } from '../../src/report/html.ts';
import { tellJunit } from '../../src/report/junit.ts';
import { documents } from './documents.ts';
it('prints', () => {
  let all = '';
  for (const [name, { run, verdict }] of Object.entries(documents)) {
    all +=
      `=================== ${name}\n` +
      tellMarkdown(run, verdict, { maxChars: 60000, where: 'https://example.invalid/a/1', marker: 'shop' }) +
      '\n-------- terminal\n' +
      tellTerminal(run, verdict, { colour: false, where: '/tmp/x' });
    writeFileSync(`/tmp/r-${name}.html`, tellHtml(run, verdict));
    writeFileSync(`/tmp/r-${name}.xml`, tellJunit(run, verdict));
  }
  writeFileSync('/tmp/all.txt', all);
});
