import type { Operation } from '../model/operation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { holdsTemplate } from '../units/holds-template.ts';
import { usualPayloadBytes } from './payload.ts';
import type { LoadSettings } from './settings.ts';

/** The reference workload, whose metrics are compared: every operation by its weight, as many users as the service is asked to carry. */
export function referenceScenario(
  load: LoadSettings,
  operations: readonly Operation[],
  times: { readonly warmupMs: number; readonly durationMs: number },
  seed: number,
): ClosedScenario {
  const mix = Object.fromEntries(operations.filter(({ weight }) => weight > 0).map(({ name, weight }) => [name, weight]));
  const hasPayload = operations.some(({ weight, spec }) => weight > 0 && holdsTemplate(spec, 'payload'));
  const payload = hasPayload ? { payloadBytes: payloadRange(load).max } : {};
  return { model: 'closed', users: load.users.max, mix, thinkMs: load.thinkMs, keys: load.keys, ...payload, ...times, seed };
}

/** From how many bytes to how many a payload has. */
export function payloadRange({ payloadBytes }: LoadSettings): { readonly min: number; readonly max: number } {
  return payloadBytes ?? { min: usualPayloadBytes, max: usualPayloadBytes };
}
