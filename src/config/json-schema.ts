import * as z from 'zod';

import { fileSchema } from './file-schema.ts';

/** The JSON Schema (2020-12) of `plimsoll.yml`, from the same source that reads the file. */
export function configJsonSchema(): unknown {
  const { $schema, ...schema } = z.toJSONSchema(fileSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    title: 'plimsoll.yml',
    description: 'What Plimsoll measures, and what it holds the service to. Quantities carry their unit: 500ms, 2m, 5%, 64MB.',
    ...schema,
  };
}

/** The text of `plimsoll.schema.json`. */
export function schemaText(): string {
  return `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
}
