import type { TemplateValues } from '../../../model/session.ts';
import { joinCookies, type CompiledRequest } from '../request.ts';
import { variesMost, type Template, type Varies } from '../../template.ts';

/** A request as it is written. */
export interface Sendable {
  readonly kind: 'sendable';
  readonly text: string;
  readonly encoding: 'latin1' | 'utf8';
}

/** A request, or why it cannot be sent. */
export type Message = Sendable | { readonly kind: 'unsendable'; readonly why: string };

/** An operation's requests, as text. */
export interface Wire {
  /** The same for every user and request without cookies; null when it is not. */
  readonly constant: Message | null;
  readonly varies: Varies;
  /** `cookie` is the user's own. */
  compose(values: TemplateValues, user: number, cookie: string): Message;
}

/** Undici, curl and browsers announce an empty body of these too; many servers want it. */
const announcesEmptyBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/**
 * Compiles an operation to text, of which only what its templates change is put together for a request. One text, one
 * write: a head and a body in two would be two packets.
 */
export function compileWire(request: CompiledRequest, authority: string): Wire {
  const { method, path, body } = request;
  const headers = new Map([['host', always(authority)], ['connection', always('keep-alive')], ...request.headers]);
  const ownCookies = headers.get('cookie') ?? always('');
  headers.delete('cookie');
  const fixed = [...headers]
    .filter(([, { varies }]) => varies === 'never')
    .map(([name, template]) => [name, template.text(noValues, 0)] as const);
  const filled = [...headers].filter(([, { varies }]) => varies !== 'never');
  const fault = fixed.find(([, value]) => !isHeaderValue(value))?.[0];
  const middle = ` HTTP/1.1\r\n${fixed.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`;

  const compose: Wire['compose'] = (values, user, cookie) => {
    let wrong = fault;
    let head = `${method} ${path.text(values, user)}${middle}`;
    const add = (name: string, value: string): void => {
      if (!isHeaderValue(value)) wrong ??= name;
      head += `${name}: ${value}\r\n`;
    };
    for (const [name, template] of filled) add(name, template.text(values, user));
    const cookies = joinCookies(ownCookies.text(values, user), cookie);
    if (cookies !== '') add('cookie', cookies);
    if (wrong !== undefined) return { kind: 'unsendable', why: `invalid ${wrong} header` };
    return withBody(head, body === null ? '' : body.text(values, user), announcesEmptyBody.has(method));
  };
  const varies = variesMost([path, ownCookies, ...filled.map(([, template]) => template), body ?? always('')].map((one) => one.varies));
  return { varies, compose, constant: varies === 'never' ? compose(noValues, 0, '') : null };
}

const noValues: TemplateValues = { uuid: '', n: 0, key: '' };

function always(text: string): Template {
  return { varies: 'never', text: () => text };
}

/** The head is ASCII, so that head and body can be one text in the body's encoding. */
function withBody(head: string, body: string, announcesEmpty: boolean): Message {
  if (body === '') return { kind: 'sendable', text: `${head}${announcesEmpty ? 'content-length: 0\r\n' : ''}\r\n`, encoding: 'latin1' };
  const bytes = Buffer.byteLength(body, 'utf8');
  const encoding = bytes === body.length ? 'latin1' : 'utf8';
  return { kind: 'sendable', text: `${head}content-length: ${bytes}\r\n\r\n${body}`, encoding };
}

function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(value);
}
