import { isInstalled, pinned } from '../cores.mjs';
import { runProgram } from '../run-program.mjs';

export const hasWrk = isInstalled('wrk');
const unitMs = { us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Measures with wrk in one thread. It knows no p95, and corrects what it measured by the mean latency. */
export async function runWrk(url, { connections, seconds, core }) {
  const wrk = pinned(core, ['wrk', '-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--latency', url]);
  // The shell's own `times` tells what the kernel counted for the children it waited for. wrk's start is in it: a few milliseconds.
  const { stdout } = await runProgram(['sh', '-c', '"$@"; times', 'sh', ...wrk]);
  const find = (pattern) => pattern.exec(stdout)?.slice(1) ?? [];
  const latency = (name) => {
    const [value, unit] = find(new RegExp(`^\\s*${name}\\s+([\\d.]+)(us|ms|s|m|h)\\b`, 'm'));
    return value === undefined ? null : Number(value) * unitMs[unit];
  };
  const [requests, took, unit] = find(/(\d+) requests in ([\d.]+)(ms|s|m)/);
  return {
    requests: Number(requests),
    errors: find(/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/)
      .concat(find(/Non-2xx or 3xx responses: (\d+)/))
      .reduce((sum, count) => sum + Number(count), 0),
    durationMs: Number(took) * unitMs[unit],
    cpuMs: childrenMs(stdout),
    responseMs: { p50: latency('50%'), p90: latency('90%'), p95: null, p99: latency('99%'), max: null },
  };
}

/** `times` ends with the children's user and system time: `0m0.31s 0m0.62s`. */
function childrenMs(text) {
  const [minutes, seconds, ofSystem, rest] = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(text).slice(1).map(Number);
  return ((minutes + ofSystem) * 60 + seconds + rest) * 1_000;
}
