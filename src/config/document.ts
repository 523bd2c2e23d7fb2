import { Composer, isAlias, isCollection, isMap, isScalar, LineCounter, Parser, type CST, type Document, type Node } from 'yaml';

import type { ConfigFault, ConfigPath } from './config-fault.ts';

/** A configuration file, read: its plain data and where in the text each part stands. */
export interface ConfigDocument {
  readonly data: unknown;
  /** Line of the deepest part of the path that exists; for a key rather its own line than its value's. */
  lineOf(path: ConfigPath): number | undefined;
}

const maxDepth = 60;
const maxAliasCount = 50;

/** Reads YAML text. Whatever the text is, the answer is a document or faults. */
export function readDocument(text: string): ConfigDocument | readonly ConfigFault[] {
  const counter = new LineCounter();
  const tokens = [...new Parser(counter.addNewLine).parse(text)];
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  // The composer recurses, and an exhausted stack inside it can end the whole process: so depth is measured first.
  const deep = findTooDeep(tokens);
  if (deep !== undefined) return [syntaxFault(`at most ${maxDepth} levels of nesting`, 'more', lineAt(deep))];
  const documents = [...new Composer({ prettyErrors: false, lineCounter: counter, logLevel: 'silent' }).compose(tokens)];
  const [document] = documents;
  if (document === undefined) return [{ path: [], expected: 'a mapping of settings', found: 'an empty file' }];
  if (documents.length > 1) return [syntaxFault('one YAML document', String(documents.length), lineAt(documents[1]?.range[0] ?? 0))];
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return problems.map((problem) => syntaxFault('valid YAML', problem.message.split('\n')[0] ?? '', lineAt(problem.pos[0])));
  }
  try {
    const data: unknown = document.toJS({ maxAliasCount });
    return { data, lineOf: (path) => lineOf(document, path, lineAt) };
  } catch (error) {
    // toJS speaks of aliases in this one way: too many, or one inside its own anchor.
    if (!(error instanceof ReferenceError)) throw error;
    return [syntaxFault(`at most ${maxAliasCount} aliases, none inside its own anchor`, error.message, undefined)];
  }
}

function syntaxFault(expected: string, found: string, line: number | undefined): ConfigFault {
  return { path: [], expected, found, ...(line === undefined ? {} : { line }) };
}

/** Offset of the first token nested too deeply. */
function findTooDeep(tokens: readonly CST.Token[]): number | undefined {
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    level = level.flatMap(childrenOf);
    if (level.length === 0) return undefined;
  }
  return level[0]?.offset ?? 0;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== undefined && part !== null));
}

function lineOf(document: Document, path: ConfigPath, lineAt: (offset: number) => number): number | undefined {
  let node: unknown = document.contents;
  let offset = offsetOf(node);
  for (const step of path) {
    const target: unknown = isAlias(node) ? node.resolve(document) : node;
    if (!isCollection(target)) break;
    const pair = isMap(target) ? target.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step)) : undefined;
    const next: unknown = pair === undefined ? target.items[isMap(target) ? -1 : Number(step)] : pair.value;
    offset = offsetOf(pair === undefined ? next : pair.key) ?? offset;
    if (pair === undefined && next === undefined) break;
    node = next;
  }
  return offset === undefined ? undefined : lineAt(offset);
}

function offsetOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null | undefined)?.range?.[0];
}
