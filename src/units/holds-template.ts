import type { OperationSpec } from '../model/operation.ts';

/** Whether a request holds `{{name}}` anywhere. */
export function holdsTemplate(spec: OperationSpec, name: string): boolean {
  return new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`).test(JSON.stringify(spec));
}
