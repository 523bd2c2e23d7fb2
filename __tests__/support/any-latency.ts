import * as fc from 'fast-check';
import type { Latency } from '../../src/model/observation.ts';

/** Latencies of any such count and values; nothing else about them need be possible. */
export function latencyOf(count: fc.Arbitrary<number>, value: fc.Arbitrary<number | null>): fc.Arbitrary<Latency> {
  return fc.record({ count, min: value, mean: value, p50: value, p75: value, p90: value, p95: value, p99: value, p999: value, max: value });
}
