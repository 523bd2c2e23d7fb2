import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Document, type YAMLMap } from 'yaml';

import type { ConfigFault, ConfigPath } from './config-fault.ts';
import { keyName, offsetOf } from './locate.ts';

/** Tags whose values JSON has too. */
const plainTags: ReadonlySet<string> = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Faults of a document that is valid YAML but not plain data: equal keys, keys that are no names, foreign tags, circles. */
export function inspectNodes(document: Document, lineAt: (offset: number) => number, maxFaults: number): readonly ConfigFault[] {
  const faults: ConfigFault[] = [];
  const anchors = new Map<string, unknown>();
  const open = new Set<unknown>();

  const fault = (path: ConfigPath, node: unknown, expected: string, found: string): void => {
    const offset = offsetOf(node);
    if (faults.length < maxFaults) faults.push({ path, expected, found, ...(offset === undefined ? {} : { line: lineAt(offset) }) });
  };

  const visitMap = (map: YAMLMap, path: ConfigPath): void => {
    const names = new Set<string>();
    for (const { key, value } of map.items) {
      const name = keyName(key);
      if (name === undefined) fault(path, key ?? map, 'a name as key', 'something else');
      else if (name === '__proto__') fault(path, key, 'another name', '__proto__');
      else if (names.has(name)) fault([...path, name], key, 'each key once', 'it again');
      else visit(value, [...path, name]);
      if (name !== undefined) names.add(name);
    }
  };

  const visit = (node: unknown, path: ConfigPath): void => {
    if (isAlias(node)) {
      // An alias can only name what stands before it, so a circle always goes through one that is still open.
      if (open.has(anchors.get(node.source))) fault(path, node, 'an alias outside its own anchor', `*${node.source}`);
      return;
    }
    if (!isNode(node)) return;
    const { tag } = node;
    const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
    if (tag !== undefined && !plainTags.has(tag)) fault(path, node, 'a value without a tag', tag);
    if (anchor !== undefined) anchors.set(anchor, node);
    open.add(node);
    if (isMap(node)) visitMap(node, path);
    else if (isSeq(node)) node.items.forEach((item, index) => visit(item, [...path, index]));
    else if (isScalar(node) && !isExact(node.value, node.source))
      fault(path, node, 'a number that JSON carries exactly; or quotes around it', String(node.source));
    open.delete(node);
  };

  const { yaml } = document.directives ?? {};
  if (yaml?.explicit === true && yaml.version !== '1.2') fault([], document.contents, 'YAML 1.2', `%YAML ${yaml.version}`);
  else visit(document.contents, []);
  return faults;
}

function isExact(value: unknown, source: string | undefined): boolean {
  if (typeof value !== 'number') return true;
  return Number.isFinite(value) && (Number.isSafeInteger(value) || !/^[-+]?\d+$/.test(source ?? ''));
}
