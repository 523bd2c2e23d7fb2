import { join, relative, sep } from 'node:path';

import type { DriverSettings } from '../model/driver-settings.ts';

/** The settings for another checkout of the same: what lies in the one directory lies at the same place in the other. Both are absolute. */
export function moveSettings(settings: DriverSettings, from: string, to: string): DriverSettings {
  const { module } = settings;
  if (from === to || module === null) return settings;
  const place = relative(from, module.file);
  const isInside = place !== '' && place !== '..' && !place.startsWith(`..${sep}`);
  return isInside ? { ...settings, module: { ...module, file: join(to, place) } } : settings;
}
