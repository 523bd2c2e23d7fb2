import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** The units in which the kernel tells about processes. */
export interface KernelUnits {
  readonly pageBytes: number;
  readonly ticksPerSecond: number;
}

const [pageSize, clockTick] = [6, 17];

/** Reads them from the auxiliary vector (getauxval(3)), which needs no other program; the usual ones where it cannot be read. */
export function readKernelUnits(): KernelUnits {
  const vector = parseVector();
  return { pageBytes: vector.get(pageSize) ?? 4_096, ticksPerSecond: vector.get(clockTick) ?? 100 };
}

function parseVector(): ReadonlyMap<number, number> {
  const entries = new Map<number, number>();
  // Pairs of machine words; all Linux builds of Node that we meet are little-endian and 64 bits wide.
  if (endianness() !== 'LE' || !['x64', 'arm64', 'riscv64', 'loong64', 'ppc64'].includes(process.arch)) return entries;
  try {
    const bytes = readFileSync('/proc/self/auxv');
    for (let at = 0; at + 16 <= bytes.length; at += 16)
      entries.set(Number(bytes.readBigUInt64LE(at)), Number(bytes.readBigUInt64LE(at + 8)));
  } catch {
    // The defaults hold on nearly every machine.
  }
  return entries;
}
