import * as z from 'zod';
import type { Counterexample } from '../model/counterexample.ts';
import { text } from './bounded.ts';

/** A counterexample as a document may hold it; whether its scenario can be read is the property's to say. */
export const counterexampleSchema: z.ZodType<Counterexample> = z.strictObject({ property: text(200), scenario: text(4_000) });
