import type { DeedMeaning, Operation } from '../../model/operation.ts';
import type { TemplateValues } from '../../model/session.ts';
import type { SimulatedOperation } from '../../model/simulated.ts';
import type { Deed } from '../../simulation/store.ts';

/** What there is to know of an operation beside what the service does. */
export interface Asking {
  readonly needsKey: boolean;
  readonly deed: DeedMeaning | null;
  readonly keyText: (key: string, user: number) => string;
  /** What a read tells where nothing was written. */
  readonly blank: string | null;
  /** What a user is called where answers name whom they are for; null where they name nobody. */
  readonly token: ((user: number) => string) | null;
  readonly pooled: boolean;
}

/** What there is to know of each: a key that others count on or append to begins with nothing of its kind. */
export function askingsOf(operations: readonly Operation<SimulatedOperation>[]): readonly Asking[] {
  return operations.map(({ meaning, spec }) => {
    const { deed = null, isolates } = meaning;
    const text = deed?.key ?? '';
    const holds = (kind: DeedMeaning['kind']): boolean =>
      operations.some((other) => other.meaning.deed?.kind === kind && other.meaning.deed.key === text);
    const declared = isolates?.token ?? 'user {{user}}';
    return {
      needsKey: spec.lock === 'key' || deed !== null,
      deed,
      keyText: (key, user) => fill(text, key, user),
      blank: holds('increment') ? '0' : holds('append') ? '[]' : null,
      token: isolates === undefined ? null : (user) => fill(declared, '', user),
      pooled: spec.pooled,
    };
  });
}

/** What a request does, with its values; null for nothing. */
export function fillDeed({ deed: meaning, keyText, blank }: Asking, key: string, user: number, values: TemplateValues): Deed | null {
  if (meaning === null) return null;
  const written = meaning.kind === 'read' || meaning.kind === 'increment' ? '' : String(values[meaning.value]);
  return { meaning, key: keyText(key, user), written, last: values.last ?? '', blank };
}

function fill(text: string, key: string, user: number): string {
  if (!text.includes('{{')) return text;
  return text.replace(/\{\{\s*(key|user)\s*\}\}/g, (_, name: string) => (name === 'key' ? key : String(user)));
}
