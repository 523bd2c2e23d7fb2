import { join } from 'node:path';
import type { SimulatedModel } from '../model/simulated-model.ts';
import type { World } from '../world.ts';
import type { ServiceSettings } from './settings.ts';

/** The program that does in real time what a model says, and what it is told. */
export function withModel(settings: ServiceSettings, model: SimulatedModel, { bundles }: World): ServiceSettings {
  return {
    ...settings,
    start: { kind: 'argv', argv: [process.execPath, join(bundles, 'model.js')] },
    environment: { ...settings.environment, PLIMSOLL_MODEL: JSON.stringify(model) },
  };
}
