/** A line the runner takes as an order instead of text. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Finds workflow commands as the runner does: `::name k=v::message` at a line's start, the old `##[name k=v]message` anywhere in it. */
export function readCommands(text: string): readonly WorkflowCommand[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const match = /^\s*::([\w-]+)(?:\s+([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line) ?? /##\[([\w-]+)(?:\s+([^\]]*))?\](.*)$/.exec(line);
    if (match === null) return [];
    const [, name = '', properties = '', message = ''] = match;
    const pairs = properties
      .split(/[,;]/)
      .map((pair) => pair.split(/=(.*)/s))
      .filter(([key]) => key !== '')
      .map(([key = '', value = '']) => [key.trim(), unescape(value)]);
    return [{ name, properties: Object.fromEntries(pairs), message: unescape(message) }];
  });
}

/** Reads a GITHUB_OUTPUT file: `name=value` lines and `name<<delimiter` blocks. */
export function readOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const block = /^([^=]+?)<<(.+)$/.exec(line);
    if (block !== null) {
      const [, name = '', delimiter] = block;
      const end = lines.indexOf(delimiter ?? '');
      if (end < 0) throw new Error(`output ${name} has no end`);
      outputs[name] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    } else if (line.includes('=')) {
      outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    } else if (line !== '') throw new Error(`not an output: ${line}`);
  }
  return outputs;
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}
