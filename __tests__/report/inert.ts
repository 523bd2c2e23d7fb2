/** What GitHub would read in a Markdown text once fences and code are set aside, a line each. */
export function spoken(text: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const opened = /^(`{3,})[^`]*$/.exec(line)?.[1];
    if (fence === null && opened !== undefined) fence = opened;
    else if (fence !== null) fence = /^`+ *$/.test(line) && line.trimEnd().length >= fence.length ? null : fence;
    else lines.push(withoutCode(line));
  }
  if (fence !== null) throw new Error(`a fence stays open: ${fence}`);
  return lines;
}

/** A line without its code spans, as CommonMark finds them, and without `<code>` elements. */
function withoutCode(line: string): string {
  let rest = line;
  let kept = '';
  while (rest !== '') {
    const run = /^`+/.exec(rest)?.[0];
    const tag = /^<code>[^<>]*<\/code>/.exec(rest)?.[0];
    if (tag !== undefined) {
      rest = rest.slice(tag.length);
      kept += '…';
    } else if (run === undefined) {
      kept += rest.slice(0, 1);
      rest = rest.slice(1);
    } else {
      const end = new RegExp(`(?<!\`)\`{${run.length}}(?!\`)`).exec(rest.slice(run.length));
      if (end === null) throw new Error(`a code span stays open: ${line}`);
      rest = rest.slice(run.length + end.index + run.length);
      kept += '…';
    }
  }
  return kept;
}

/** Tags of our own that may stand outside of code. */
const ours = /<\/?(?:details|summary|sub)>|<a href="https:\/\/example\.invalid\/a\/1">|<\/a>|<!-- plimsoll:[\w.-]+ -->/g;

/** Everything in a Markdown text that would speak to GitHub although it is foreign: mentions, references, links, tags, markup. */
export function speaking(text: string): readonly string[] {
  const patterns = [/@\w/, /#\d/, /\bgh-\d/i, /[<>]/, /:\/\//, /www\./i, /\]\(|!\[/, /(?<![\w*])_[^_]|~~/, /\$/, /:[a-z][\w+-]*:/, /##\[/];
  return spoken(text.replaceAll(/^_.*left out for want of room\._.*$/gm, ''))
    .map((line) => line.replaceAll(ours, ''))
    .filter((line) => patterns.some((pattern) => pattern.test(line)));
}

/** Why a text is not well-formed XML, or null when it is. Knows what our JUnit file uses. */
export function faultOfXml(text: string): string | null {
  const open: string[] = [];
  const illegal = /[^\P{Cc}\t\n\r\u0080-\u009F]|\p{Cs}|[\uFFFE\uFFFF]/u.exec(text);
  if (illegal !== null) return `illegal character at ${illegal.index}`;
  const token = /<\?xml [^?]*\?>|<!--(?:(?!--)[^])*-->|<(\/?)([a-z]+(?:-[a-z]+)*)((?: [a-z]+="[^"<]*")*)(\/?)>|[^<]+/gy;
  let at = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    at = token.lastIndex;
    const [whole, closing, name, , empty] = match;
    if (/&(?!#\d+;|amp;|lt;|gt;|quot;)/.test(name === undefined && whole.startsWith('<') ? '' : whole)) return `bare ampersand in ${whole}`;
    if (name === undefined || empty === '/') continue;
    if (closing !== '/') open.push(name);
    else if (open.pop() !== name) return `</${name}> closes nothing`;
  }
  if (at !== text.length) return `unreadable at ${at}: ${text.slice(at, at + 40)}`;
  return open.length === 0 ? null : `<${open.join('><')}> stays open`;
}

/** Control, bidirectional and invisible characters that no format may hand on; a newline is none. */
export const control: RegExp = /[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u;

/** What a runner takes for a command. */
export const command: RegExp = /##\[|^\s*::/m;

/** A text without our own colours. */
export function uncoloured(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d{1,2}m`, 'g'), '');
}
