import { isObject } from './intrinsics.ts';
import { namesIn } from './substitute.ts';
import type { Template } from './template.ts';

/** Logical ids, each after all that it depends on, else in the template's own order. Names the cycle where there is one. */
export function deploymentOrder(template: Template): string[] {
  const waiting = dependenciesOf(template);
  const order: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting]
      .filter(([, needs]) => ![...needs].some((name) => waiting.has(name)))
      .map(([name]) => name);
    if (ready.length === 0)
      throw new Error(`Circular dependency between resources: [${[...cycleIn(waiting)].join(', ')}]`);
    for (const name of ready) waiting.delete(name);
    order.push(...ready);
  }
  return order;
}

/** What a resource waits for: references and DependsOn. */
const dependenciesOf = ({ Resources }: Template) =>
  new Map(
    Object.entries(Resources).map(([name, { Properties, DependsOn }]) => {
      const unknown = DependsOn.filter((other) => !(other in Resources));
      if (unknown.length > 0)
        throw new Error(
          `Template format error: Unresolved resource dependencies [${unknown.join(', ')}] in the Resources block of the template`,
        );
      const referred = referencesIn(Properties).filter((other) => other in Resources);
      return [name, new Set([...referred, ...DependsOn])] as const;
    }),
  );

/** All names that a value refers to, parameters among them. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt')
      return [first(typeof inner === 'string' ? inner : String(Array.isArray(inner) ? inner[0] : ''))];
    if (key === 'Fn::Sub') return namesOfSub(inner);
    return referencesIn(inner);
  });
}

const first = (name: string) => name.split('.')[0] ?? name;

/** A Fn::Sub's names, less those of its own map; in the map there may be more references. */
function namesOfSub(argument: unknown): string[] {
  if (typeof argument === 'string') return namesIn(argument).map(first);
  const [text, own] = Array.isArray(argument) ? argument : [];
  const known = isObject(own) ? Object.keys(own) : [];
  const free = namesIn(String(text)).filter((name) => !known.includes(name));
  return [...free.map(first), ...referencesIn(own)];
}

/** Follows one dependency after another until a name comes again. */
function cycleIn(waiting: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const path: string[] = [];
  let [name] = waiting.keys();
  while (name !== undefined && !path.includes(name)) {
    path.push(name);
    name = [...(waiting.get(name) ?? [])].find((other) => waiting.has(other));
  }
  return path.slice(name === undefined ? 0 : path.indexOf(name));
}
