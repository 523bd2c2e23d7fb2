import type { Checkup } from '../../model/checkup.ts';
import type { FitnessCheck } from '../../model/fitness.ts';
import { printBytes } from '../../units/print.ts';
import { sayCheck } from './words.ts';

/** One core for the service and one for the load. */
const neededCores = 2;

/** Whether service and load generator have a core each. */
export function checkMachine({ runner, quotaCores }: Checkup): FitnessCheck {
  const { cores, cpuModel, memoryBytes, os, arch, node } = runner;
  const limitedByQuota = quotaCores !== null && quotaCores < neededCores && cores >= neededCores;
  const quota = quotaCores === null ? 'no CPU quota' : `a CPU quota of ${Number(quotaCores.toFixed(2))} cores`;
  return sayCheck(
    'machine',
    Math.min(cores, quotaCores ?? cores) < neededCores ? 'limited' : 'ok',
    `${cores} × ${cpuModel}, ${quota}, ${printBytes(memoryBytes)}, ${os} ${arch}, Node ${node}.`,
    limitedByQuota
      ? 'Raise the CPU limit of this container to 2 or more: once it is spent, service and load both stand still for the rest of each period.'
      : 'Take a machine with 2 cores or more: here service and load share one, and each slows the other.',
  );
}
