import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { memberTables, unmodelledIn } from '../../src/members/members.ts';
import { parseSelection, type Selection } from '../../src/members/selection.ts';
import { servicesOfAws } from '../constraints/services-of-aws.ts';
import { innermost, inputsOf, inside, membersOf, outsidesOf } from './schemas.ts';

/** Calls between services of AWS themselves, of which no client knows. */
const withoutClient = ['events:ForwardEvent', 'states:StartMapRun', 'states:RedriveMapRun'];

const names = Object.keys(memberTables);

const modelledOf = async (service: string): Promise<[operation: string, NormalizedSchema, Selection][]> => {
  const inputs = await inputsOf(service);
  return Object.entries(memberTables[service] ?? {}).flatMap(([operation, text]) => {
    const schema = inputs.get(operation);
    return schema === undefined ? [] : [[operation, schema, parseSelection(text)]];
  });
};

/** What is wrong with a selection as seen from the SDK's schema. */
const mistakesIn = (schema: NormalizedSchema, selection: Selection, path: string): string[] => {
  if (selection.has('**')) return [];
  const members = new Map(membersOf(schema));
  return [...selection].flatMap(([name, given]) => {
    const member = members.get(name);
    const here = `${path}.${name}`;
    if (member === undefined) return [`${here} is no member`];
    const inner = inside(given);
    if (!innermost(member).isStructSchema())
      return inner === undefined || inner.has('**') ? [] : [`${here} is no structure`];
    return inner === undefined ? [`${here} is a structure`] : mistakesIn(innermost(member), inner, here);
  });
};

describe('the members of requests', () => {
  it('are listed for each operation of each service', async () => {
    const { services, close } = servicesOfAws(createVirtualClock());
    await close();
    const operations = Object.fromEntries(services.map((one) => [one.name, Object.keys(one.operations).toSorted()]));
    const listed = names.map((name) => [name, Object.keys(memberTables[name] ?? {}).toSorted()]);
    expect(Object.fromEntries(listed)).toEqual(operations);
  });

  it.each(names)('of %s are those of its client, and structures are looked into', async (service) => {
    const inputs = await inputsOf(service);
    const unknown = Object.keys(memberTables[service] ?? {}).filter((operation) => !inputs.has(operation));
    expect(unknown.filter((operation) => !withoutClient.includes(`${service}:${operation}`))).toEqual([]);
    const modelled = await modelledOf(service);
    expect(modelled.flatMap(([operation, schema, selection]) => mistakesIn(schema, selection, operation))).toEqual([]);
  });

  it.each(names)('of %s that are not listed are refused by name', async (service) => {
    const taken = (await modelledOf(service)).flatMap(([operation, schema, selection]) =>
      outsidesOf(schema, selection)
        .filter(({ path, input }) => !isNamed(unmodelledIn({ service, operation, input }), path))
        .map(({ path }) => `${operation} ${path}`),
    );
    expect(taken).toEqual([]);
  });
});

/** Keys of maps are part of the way. */
const isNamed = (found: string | undefined, path: string): boolean => found?.replaceAll('any.', '') === path;
