// Stands in for `@assemblyscript/loader` in the bundles: the histograms' WebAssembly variant is never asked for.
export function instantiate() {
  throw new Error('This bundle has no WebAssembly histograms.');
}

export function instantiateSync() {
  return instantiate();
}
