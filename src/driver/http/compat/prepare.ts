import type { TemplateValues } from '../../../model/session.ts';
import { joinCookies, type CompiledRequest } from '../request.ts';

/** One request, its templates filled, as undici takes it. */
export interface PreparedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

/** Fills a request's templates; `cookie` is the user's own. */
export function prepare(
  { method, path, headers, body }: CompiledRequest,
  values: TemplateValues,
  user: number,
  cookie: string,
): PreparedRequest {
  const filled: Record<string, string> = {};
  for (const [name, template] of headers) filled[name] = template.text(values, user);
  const cookies = joinCookies(filled['cookie'] ?? '', cookie);
  if (cookies !== '') filled['cookie'] = cookies;
  return { method, path: path.text(values, user), headers: filled, body: body?.text(values, user) ?? null };
}
