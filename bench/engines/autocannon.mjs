import { fileURLToPath } from 'node:url';
import { pinned } from '../cores.mjs';
import { runProgram } from '../run-program.mjs';

const program = fileURLToPath(new URL('autocannon-run.mjs', import.meta.url));
const warmUpSeconds = 1;

/**
 * Measures with autocannon in its default settings: one thread, no pipelining. `ratePerSecond` is its overallRate. It counts whole
 * milliseconds and knows no p95.
 */
export async function runAutocannon(url, { connections, ratePerSecond, seconds, core }) {
  const options = { url, connections, seconds, warmUpSeconds, ...(ratePerSecond !== undefined && { overallRate: ratePerSecond }) };
  const { stdout } = await runProgram(pinned(core, [process.execPath, program, JSON.stringify(options)]));
  const { result, cpuMs } = JSON.parse(stdout);
  const { p50, p90, p99, max } = result.latency;
  return {
    requests: result.requests.total,
    errors: result.errors + result.non2xx,
    durationMs: result.duration * 1_000,
    cpuMs,
    responseMs: { p50, p90, p95: null, p99, max },
  };
}
