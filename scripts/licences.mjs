// The licence texts of the packages that went into a bundle, the same on every machine.
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

const standardTexts = new URL('licences/', import.meta.url);
const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[-.][\w.-]+)?$/i;
const code = /\.[cm]?[jt]sx?$/i;
/** A licence says who may do what; a section that only names it (`MIT`) is not its text. */
const licenceText = /permission is hereby granted|redistribution and use|terms and conditions/i;

/** One document: every package with its licence, whole. `inputs` are the bundled files, from `root`. */
export async function tellLicences(inputs, root) {
  const folders = new Set(inputs.map((input) => /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]).filter(Boolean));
  const parts = await Promise.all([...folders].map((folder) => tellPackage(join(root, folder))));
  // The same version may lie in two folders.
  const sorted = [...new Set(parts)].sort((a, b) => (a < b ? -1 : 1));
  return `Licences of the packages bundled in this folder.\n\n${sorted.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function tellPackage(folder) {
  const description = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name = basename(folder), version, license } = description;
  const text = (await ownText(folder)) ?? (await readmeText(folder)) ?? (await standardText(description));
  return `${name} ${version} (${license ?? 'names no licence'})\n\n${text}`;
}

async function ownText(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && licenceFile.test(entry.name) && !code.test(entry.name)).map(({ name }) => name);
  const texts = await Promise.all(names.sort().map((name) => read(join(folder, name))));
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

async function readmeText(folder) {
  const name = (await readdir(folder)).sort().find((each) => /^readme(\.\w+)?$/i.test(each));
  if (name === undefined) return undefined;
  const section = /^(?:#+ *licen[cs]e\b.*|licen[cs]e\n[-=]+)\n([^]*?)(?=^#+ |(?![^]))/im.exec(await read(join(folder, name)))?.[1]?.trim();
  return section !== undefined && licenceText.test(section) ? section : undefined;
}

/** What package.json names, in the words everybody uses for it. */
async function standardText({ name, license, author, repository }) {
  const holder = typeof author === 'string' ? author : [author?.name, author?.email && `<${author.email}>`].filter(Boolean).join(' ');
  const source = repository?.url ?? repository ?? 'unknown';
  const note = `The package carries no licence file. Its package.json names ${holder || 'nobody'} as author and ${source} as source`;
  if (license === undefined) return `${note}, and no licence.`;
  const id = license === 'MIT/X11' ? 'MIT' : license;
  const text = await readFile(new URL(`${id}.txt`, standardTexts), 'utf8').catch((error) => {
    throw new Error(`${name} carries no licence text: add scripts/licences/${id}.txt`, { cause: error });
  });
  return `${note}, and ${license}:\n\nCopyright (c) ${holder || `the authors of ${name}`}\n\n${text.trimEnd()}`;
}

async function read(path) {
  return (await readFile(path, 'utf8')).replaceAll('\r\n', '\n').trim();
}
