import type { OperationSpec } from '../model/operation.ts';

/** Whether a request holds `{{name}}` anywhere. */
export function holdsTemplate({ path, headers, body = '' }: OperationSpec, name: string): boolean {
  const form = new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`);
  return [path, body, ...Object.values(headers)].some((text) => form.test(text));
}
