import { describe, expect, it } from 'vitest';
import { createServices } from '../../src/create-services.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import type { SimulatedService } from '../../src/service.ts';
import { catalogue } from '../../src/wire/catalogue.ts';
import { createModels } from '../../src/wire/models.ts';
import { createTestWorld } from './test-world.ts';

const { world } = createTestWorld();
const identity = createIdentity({ account: world.account, random: world.random });
const services: readonly SimulatedService[] = Object.values(createServices(world, identity));
const models = createModels();

/** Calls between services that no client can make: children of a Distributed Map, events from one bus to another. */
const ownOperations = ['states:StartMapRun', 'states:RedriveMapRun', 'events:ForwardEvent'];

it('every service has its client in the catalogue of the wire, and no client is without its service', () => {
  const names = services.map(({ name }) => name).sort();
  expect(names).toEqual(catalogue.map(({ name }) => name).sort());
  expect(new Set(names).size).toBe(names.length);
});

describe.each(services)('$name', ({ name, operations, resources, actions = {}, needs = {} }) => {
  it('has operations of AWS alone', async () => {
    const model = await models(name);
    const unknown = Object.keys(operations).filter((operation) => model?.operations.has(operation) !== true);
    expect(unknown.filter((operation) => !ownOperations.includes(`${name}:${operation}`))).toEqual([]);
  });

  it('says nothing of operations that it does not have', () => {
    const spokenOf = [resources, actions, needs].flatMap((table) => Object.keys(table));
    expect(spokenOf.filter((operation) => !Object.hasOwn(operations, operation))).toEqual([]);
  });
});
