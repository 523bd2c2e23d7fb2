import { Composer, LineCounter, Parser, type CST } from 'yaml';

import type { ConfigFault, ConfigPath } from './config-fault.ts';
import { inspectNodes } from './inspect-nodes.ts';
import { locate, placesOf, type Place } from './locate.ts';

/** A configuration file, read: its plain data and where in the text each part stands. */
export interface ConfigDocument {
  readonly data: unknown;
  /** Line of the deepest part of the path that exists. */
  lineOf(path: ConfigPath): number | undefined;
}

const maxDepth = 60;
const maxAliasCount = 100;
const maxFaults = 100;

/** Reads YAML text. Whatever the text is, the answer is a document of plain data, or faults. */
export function readDocument(text: string): ConfigDocument | readonly ConfigFault[] {
  if (text.includes('\0')) return [{ path: [], expected: 'YAML text', found: 'a binary file' }];
  const counter = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line);
  const tokens = [...new Parser(counter.addNewLine).parse(text)];
  // The composer recurses, and an exhausted stack inside it can end the whole process: so depth is measured first.
  const deep = findTooDeep(tokens);
  if (deep !== undefined) return [faultAt(`at most ${maxDepth} levels of nesting`, 'more', lineAt(deep))];
  // Its search for equal keys takes quadratic time; inspectNodes finds them as well.
  const composer = new Composer({ version: '1.2', uniqueKeys: false, prettyErrors: false, lineCounter: counter, logLevel: 'silent' });
  const documents = [...composer.compose(tokens)];
  const [document] = documents;
  if (document === undefined) return [{ path: [], expected: 'a mapping of settings', found: 'an empty file' }];
  if (documents.length > 1) return [faultAt('one YAML document', `${documents.length} documents`, lineAt(documents[1]?.range[0] ?? 0))];
  const problems = [...document.errors, ...document.warnings].slice(0, maxFaults);
  if (problems.length > 0) return problems.map(({ message, pos }) => faultAt('valid YAML', message.split('\n')[0] ?? '', lineAt(pos[0])));
  const faults = inspectNodes(document, lineAt, maxFaults);
  if (faults.length > 0) return faults;
  try {
    const data: unknown = document.toJS({ maxAliasCount });
    // Only faults ask for lines, so the places are looked for when the first one does.
    let places: Place | undefined;
    const lineOf = (path: ConfigPath): number | undefined => {
      const offset = locate((places ??= placesOf(document.contents, undefined)), path);
      return offset === undefined ? undefined : lineAt(offset);
    };
    return { data, lineOf };
  } catch (error) {
    // toJS speaks of aliases in this one way.
    if (!(error instanceof ReferenceError)) throw error;
    return [{ path: [], expected: `at most ${maxAliasCount} aliases, each after its anchor`, found: error.message }];
  }
}

function faultAt(expected: string, found: string, line: number): ConfigFault {
  return { path: [], expected, found, line };
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
