import * as z from 'zod';
import type { Acceptance, KeptAcceptance } from '../model/acceptance.ts';
import { isoTime, text } from './bounded.ts';

/** More than anybody means to say. */
export const mostAcceptances = 100;

const acceptance = { metric: text(200).min(1), because: text(500), by: text(200) };

export const acceptanceSchema: z.ZodType<Acceptance> = z.strictObject(acceptance);
export const keptAcceptanceSchema: z.ZodType<KeptAcceptance> = z.strictObject({ ...acceptance, createdAt: isoTime, expiresAt: isoTime });
