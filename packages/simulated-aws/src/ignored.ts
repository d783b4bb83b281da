type Input = Readonly<Record<string, unknown>>;

/**
 * Sees what a handler looks at. A parameter that nobody has looked at was ignored, and the outcome may not be what AWS's would have
 * been. Listing all members (spreading them, Object.entries) counts as a look at each.
 */
export const watched = (input: Input): Readonly<{ input: Input; ignored: () => string[] }> => {
  const seen = new Set<PropertyKey>();
  const look = <T>(name: PropertyKey, answer: T): T => {
    seen.add(name);
    return answer;
  };
  const proxy = new Proxy(input, {
    get: (target, name) => look(name, Reflect.get(target, name)),
    has: (target, name) => look(name, Reflect.has(target, name)),
  });
  const ignored = () => Object.keys(input).filter((name) => input[name] !== undefined && !seen.has(name));
  return { input: proxy, ignored };
};
