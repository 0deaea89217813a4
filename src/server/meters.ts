import { Counter, Histogram, type Registry } from "prom-client";

/** Figures that code counts as it goes; `/metrics` shows them all. Brands are told apart by gauges, not here. */
const meters: (Counter | Histogram)[] = [];

export function defineCounter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
  const counter = new Counter({ name, help, labelNames: [...labelNames], registers: [] });
  meters.push(counter as Counter);
  return counter;
}

export function defineHistogram<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[],
  buckets: readonly number[],
): Histogram<L> {
  const histogram = new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers: [] });
  meters.push(histogram as Histogram);
  return histogram;
}

export function registerMeters(registry: Registry): void {
  for (const meter of meters) registry.registerMetric(meter);
}
