import { generatedName, type ResourceHandler } from '../resource-handler.ts';

/** Types of which the stack knows the names only: nothing in the simulation acts on them. */
export const recordPolicy: ResourceHandler = async (request) => ({
  physicalId: generatedName(request),
  attributes: {},
});
