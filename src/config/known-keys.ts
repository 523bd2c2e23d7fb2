import type { ConfigPath } from './config-fault.ts';
import { configJsonSchema } from './json-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Tells the keys that a mapping at a path may have, from the same schema that editors read. */
export function findKnownKeys(): (path: ConfigPath) => readonly string[] {
  const root = branchesOf(configJsonSchema());
  return (path) => {
    const schemas = path.reduce<readonly Schema[]>((level, step) => level.flatMap((schema) => childrenAt(schema, step)), root);
    return [...new Set(schemas.flatMap((schema) => Object.keys(asSchema(schema['properties']))))];
  };
}

function childrenAt(schema: Schema, step: string | number): readonly Schema[] {
  const property = Object.entries(asSchema(schema['properties'])).find(([key]) => key === step)?.[1];
  return branchesOf(property ?? (typeof step === 'number' ? schema['items'] : schema['additionalProperties']));
}

function branchesOf(schema: unknown): readonly Schema[] {
  const { anyOf, ...own } = asSchema(schema);
  return [own, ...(Array.isArray(anyOf) ? anyOf.flatMap(branchesOf) : [])];
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
