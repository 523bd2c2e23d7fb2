import type { Runner } from '../model/run.ts';

const longest = 300;

/**
 * The kind of machine, as text: two runs are comparable only when it is equal. Made of what a machine is, never of what was
 * measured on it; dates and versions that change every week are left out, or no history would ever grow old enough.
 */
export function runnerClass(runner: Runner): string {
  const parts = [
    runner.os,
    runner.arch,
    cpuName(runner.cpuModel),
    `${runner.cores} cores`,
    imageName(runner.image),
    `node ${/\d+/.exec(runner.node)?.[0] ?? '?'}`,
  ];
  return parts
    .map(plain)
    .filter((part) => part !== '')
    .join(' · ')
    .slice(0, longest);
}

/** `Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz` → `intel xeon platinum 8370c`. */
function cpuName(model: string): string {
  return model
    .replace(/@.*$/, '')
    .replace(/\((?:r|tm|c)\)/gi, ' ')
    .replace(/\b\d+-core\b/gi, ' ')
    .replace(/\b(?:cpu|processor)\b/gi, ' ')
    .replace(/\b\d+(?:\.\d+)?\s*[mg]hz\b/gi, ' ');
}

/** `ubuntu24 20261101.1.0` → `ubuntu24`; a name without a date stays whole. */
function imageName(image: string): string {
  return image.replace(/[^a-z0-9]*\b20\d{6}\b.*$/i, '');
}

function plain(part: string): string {
  return part
    .replace(/[\p{C}·\s]+/gu, ' ')
    .trim()
    .toLowerCase();
}
