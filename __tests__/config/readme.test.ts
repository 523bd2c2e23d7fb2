import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { exampleWorkflow } from '../../src/config/init.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const readme = read('README.md');
const action: { readonly inputs: object; readonly outputs: object } = parse(read('action.yml'));

/** What the first column of the table under a heading names. */
const tableUnder = (heading: string): readonly string[] => {
  const section = readme.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) => row.split(/(?<!\\)\|/)[1]?.trim() ?? '');
};
const codeIn = (cells: readonly string[]): readonly string[] =>
  cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
const found = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, one = '']) => one))].toSorted();

it('the README shows the workflow that init writes', () => {
  const blocks = [...readme.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block]) => block);
  expect(blocks).toContain(exampleWorkflow());
});

it('the README lists every input and output of the action, and no other', () => {
  expect(codeIn(tableUnder('Inputs')).toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  expect(codeIn(tableUnder('Outputs')).toSorted()).toEqual(Object.keys(action.outputs).toSorted());
});

it('the README lists every exit status: of a verdict, of a fault, of an interruption', () => {
  const statuses = ['0', '1', ...found(read('src/fault.ts'), /\bstatus: (\d)/g), ...found(read('src/cli.ts'), /\bSIG[A-Z]+: (\d+)/g)];
  expect(statuses.length).toBeGreaterThan(5);
  expect(tableUnder('Exit statuses').flatMap((cell) => cell.split(', '))).toEqual(statuses);
});

it('the README lists every command of the terminal, and no other', () => {
  const commands = found(read('src/cli.ts'), /\.command\('([a-z]+)[' ]/g);
  expect(commands.length).toBeGreaterThan(5);
  const told = codeIn(tableUnder('Command line')).map((code) => /^plimsoll (\w+)/.exec(code)?.[1] ?? code);
  expect(told.toSorted()).toEqual(commands);
});
