import * as z from 'zod';

import { countSchema, quantitySchema, textSchema } from '../units/schema.ts';
import { jsonPathExpected, jsonPathSchema } from './json-path-schema.ts';
import type { DeedGiven, IsolatesGiven, MeaningGiven } from './operation-given.ts';

const keyExpected = 'the name of a key, without spaces';
const detailedKeyExpected = 'the name of a key, without spaces, or a mapping that says it under `key`';
const byExpected = 'a whole number other than 0, from -1000000000 to 1000000000';
const kindExpected = 'database, cache or pool';
const tokenExpected = 'a text that holds {{user}}: each user has its own';

const keySchema = textSchema(/^[!-~]+$/, 100, keyExpected);
const keyAlone = keySchema.transform((key): DeedGiven => ({ key }));
const keyPiece = keySchema.meta({ description: 'Name of the value or counter; may hold {{key}} and {{user}}.' });
const valuePiece = jsonPathSchema
  .optional()
  .meta({ description: 'JSON path of the value in the answer: of what was read, the count, or whether it was swapped.' });
const byPiece = countSchema(-1_000_000_000, 1_000_000_000)
  .refine((count) => count !== 0, { error: byExpected })
  .optional()
  .meta({ description: 'How much one success adds; 1 for increments when absent.' });
const stalenessPiece = quantitySchema('duration', '0ms', '24h')
  .optional()
  .meta({ description: 'By how much what is read may be older than the request, as in a cache; 0ms when absent.' });

const deedSchema: z.ZodType<DeedGiven> = keyAlone;
const readSchema: z.ZodType<DeedGiven> = z.union(
  [keyAlone, z.strictObject({ key: keyPiece, value: valuePiece, staleness: stalenessPiece })],
  { error: detailedKeyExpected },
);
const countingSchema: z.ZodType<DeedGiven> = z.union([keyAlone, z.strictObject({ key: keyPiece, by: byPiece, value: valuePiece })], {
  error: detailedKeyExpected,
});
const swapSchema: z.ZodType<DeedGiven> = z.union([keyAlone, z.strictObject({ key: keyPiece, value: valuePiece })], {
  error: detailedKeyExpected,
});

const isolatesSchema: z.ZodType<IsolatesGiven> = z.union(
  [
    jsonPathSchema.transform((path): IsolatesGiven => ({ value: path })),
    z.strictObject({
      value: jsonPathSchema.meta({ description: 'JSON path of the answer that names the user that asked.' }),
      token: textSchema(/\{\{\s*user\s*\}\}/, 200, tokenExpected)
        .optional()
        .meta({ description: 'What must stand there, with {{user}}; without it what a user is named most often is its own.' }),
    }),
  ],
  { error: `${jsonPathExpected}, or a mapping that says it under \`value\`` },
);

/** What an operation may be declared to mean, whoever performs it. */
export const meaningShape: { readonly [Key in keyof MeaningGiven]-?: z.ZodType<MeaningGiven[Key]> } = {
  writes: deedSchema
    .optional()
    .meta({ description: 'Key that one success writes {{uuid}} to, or {{n}} where the request holds only that.' }),
  reads: readSchema.optional().meta({ description: 'Key whose value the answer tells: at `value`, or as its whole body.' }),
  increments: countingSchema
    .optional()
    .meta({ description: 'Counter that one success adds 1 to, or `by`; `value` where the answer tells the count.' }),
  adds: countingSchema.optional().meta({ description: 'Counter that one success adds `by` to; `value` where the answer tells the count.' }),
  'compare-and-set': swapSchema.optional().meta({
    description: 'Key that is written where {{last}} still stands; `value` says true or false, else a status from 400 means no.',
  }),
  append: deedSchema
    .optional()
    .meta({ description: 'List that one success appends {{uuid}} to, or {{n}} where the request holds only that.' }),
  value: valuePiece,
  by: byPiece,
  staleness: stalenessPiece,
  isolates: isolatesSchema.optional().meta({ description: "JSON path of the answer that must name the asking user's own token." }),
  kind: z
    .enum(['database', 'cache', 'pool'], { error: kindExpected })
    .optional()
    .meta({ description: 'What stands behind it: its own rules are then looked after.' }),
};
