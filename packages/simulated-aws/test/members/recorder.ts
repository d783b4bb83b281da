type Input = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !(value instanceof Date);

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/**
 * Notes which members are looked at, each by its way: `Tags.Key`. The numbers of lists are no part of it. Whoever lists all members of a
 * structure (spreads it, Object.entries) has looked at none of them yet: `listed` notes that.
 */
export const createRecorder = () => {
  const read = new Set<string>();
  const listed = new Set<string>();

  const watch = <T extends object>(target: T, path: string): T => {
    const isList = Array.isArray(target);
    let copied: PropertyKey | undefined;
    const at = (name: string): string => (isList ? path : joined(path, name));
    return new Proxy(target, {
      get: (_, name, receiver) => {
        const value: unknown = Reflect.get(target, name, isList ? receiver : target);
        if (typeof name === 'symbol') return value;
        if (!isList && copied === name) listed.add(at(name));
        else if (!isList) read.add(at(name));
        copied = undefined;
        return isRecord(value) ? watch(value, at(name)) : value;
      },
      has: (_, name) => {
        if (!isList && typeof name === 'string') read.add(at(name));
        return Reflect.has(target, name);
      },
      getOwnPropertyDescriptor: (_, name) => {
        copied = name;
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
  };

  return { read, listed, watch: (input: Input): Input => watch(input, '') };
};
