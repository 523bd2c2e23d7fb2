import { arch, cpus, platform, totalmem } from 'node:os';
import type { Runner } from '../model/run.ts';
import type { World } from '../world.ts';

/** What this machine is, from the operating system and the hosted image's own variables. */
export function readRunner(world: World): Runner {
  const cores = cpus();
  const { ImageOS: image = '', ImageVersion: imageVersion = '' } = world.environment;
  return {
    os: platform(),
    arch: arch(),
    cpuModel: cores[0]?.model.trim() || 'unknown',
    cores: cores.length,
    memoryBytes: totalmem(),
    node: process.versions.node,
    image: `${image} ${imageVersion}`.trim(),
  };
}
