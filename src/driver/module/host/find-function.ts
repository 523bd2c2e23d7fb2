/** A function that was exported. */
type Exported = (...given: readonly unknown[]) => unknown;

/** The function that a module exports under this name, or has in what it exports by default, as a CommonJS module does. */
export function findFunction(module: object, name: string): Exported | undefined {
  const own: unknown = Object.hasOwn(module, name) ? Reflect.get(module, name) : undefined;
  if (isFunction(own)) return own;
  const whole: unknown = Reflect.get(module, 'default');
  const inner: unknown = typeof whole === 'object' && whole !== null && Object.hasOwn(whole, name) ? Reflect.get(whole, name) : undefined;
  return isFunction(inner) ? inner : undefined;
}

function isFunction(value: unknown): value is Exported {
  return typeof value === 'function';
}
