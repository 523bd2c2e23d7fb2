import { shorten } from './shorten.ts';

type Callable = (...given: readonly unknown[]) => unknown;

/** One export of a user's module that is meant to be a race. */
export type Recipe =
  /** `test(s, fc)`, or with an arbitrary `test(s, input, fc)`. */
  | { readonly kind: 'recipe'; readonly name: string; readonly arbitrary: Callable | null; readonly test: Callable }
  | { readonly kind: 'malformed'; readonly name: string };

const longestName = 200;

/** Reads the races of a module: the entries of its export `races`, and its functions called race…, as in `raceTwoAdds`. */
export function readRecipes(module: unknown): readonly Recipe[] {
  if (!isRecord(module)) return [];
  const found = collect(module);
  // What Node does not see among the exports of a CommonJS module lies in its default.
  return found.length > 0 ? found : collect(module['default']);
}

function collect(exported: unknown): readonly Recipe[] {
  if (!isRecord(exported)) return [];
  const { races } = exported;
  const named = Object.entries(exported).filter(([name, value]) => /^race[A-Z\d_$]/.test(name) && isCallable(value));
  const listed = isRecord(races) ? Object.entries(races) : [];
  const recipes = [...new Map([...listed, ...named])].map(([name, value]) => readRecipe(shorten(name, longestName), value));
  return races === undefined || isRecord(races) ? recipes : [{ kind: 'malformed', name: 'races' }, ...recipes];
}

function readRecipe(name: string, value: unknown): Recipe {
  if (isCallable(value)) return { kind: 'recipe', name, arbitrary: null, test: value };
  if (!isRecord(value)) return { kind: 'malformed', name };
  const { arbitrary, test } = value;
  if (!isCallable(test) || (arbitrary !== undefined && !isCallable(arbitrary))) return { kind: 'malformed', name };
  // Called on its holder, so that a method finds its own.
  return { kind: 'recipe', name, arbitrary: arbitrary?.bind(value) ?? null, test: test.bind(value) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}
