import type { Measure } from '../model/measure.ts';
import type { MeasureObservation } from '../model/observation.ts';
import { Distribution, type PackedDistribution } from './distribution.ts';

/** What a driver measured of one kind of operation beside its response, as it travels between threads. */
export interface PackedGauge extends Measure {
  readonly values: PackedDistribution;
}

/** Counts what a driver measures beside responses; milliseconds or megabytes, to a thousandth. */
export class Gauges {
  readonly #measures: Measure[];
  readonly #values: Distribution[];

  constructor(measures: readonly Measure[]) {
    this.#measures = [...measures];
    this.#values = measures.map(() => new Distribution());
  }

  /** NaN is passed over: it was not measured. */
  record(measured: readonly number[]): void {
    this.#values.forEach((values, at) => {
      const value = measured[at] ?? Number.NaN;
      if (!Number.isNaN(value)) values.record(value);
    });
  }

  join(other: Gauges): void {
    other.#measures.forEach((measure, at) => {
      const values = other.#values[at];
      if (values !== undefined) this.#of(measure).add(values);
    });
  }

  add(packed: readonly PackedGauge[]): void {
    for (const { values, ...measure } of packed) this.#of(measure).addPacked(values);
  }

  pack(): readonly PackedGauge[] {
    return this.#filled().map(({ measure, values }) => ({ ...measure, values: values.pack() }));
  }

  observe(): readonly MeasureObservation[] {
    return this.#filled().map(({ measure, values }) => ({ ...measure, values: values.latency() }));
  }

  #of({ name, unit }: Measure): Distribution {
    const at = this.#measures.findIndex((known) => known.name === name);
    const known = this.#values[at];
    if (known !== undefined) return known;
    const values = new Distribution();
    this.#measures.push({ name, unit });
    this.#values.push(values);
    return values;
  }

  #filled(): readonly { readonly measure: Measure; readonly values: Distribution }[] {
    return this.#measures.flatMap((measure, at) => {
      const values = this.#values[at];
      return values === undefined || values.count === 0 ? [] : [{ measure, values }];
    });
  }
}
