import { build, decodeFromCompressedBase64 } from 'hdr-histogram-js';

/** A quantile in milliseconds of several histograms of whole microseconds (HDR V2, base64) taken together; null of none. */
export function pooledQuantile(histograms: readonly string[], share: number): number | null {
  const pooled = build({ bitBucketSize: 32, autoResize: true, numberOfSignificantValueDigits: 3 });
  for (const histogram of histograms) pooled.add(decodeFromCompressedBase64(histogram));
  return pooled.totalCount === 0 ? null : pooled.getValueAtPercentile(share * 100) / 1_000;
}
