import * as z from 'zod';
import { arnIn, generatedName, propertiesOf, type ResourceHandler } from '../resource-handler.ts';

/** Types of which the stack knows the names only: nothing in the simulation acts on them. */

export const recordLogGroup: ResourceHandler = async (request) => {
  const name = propertiesOf(z.looseObject({ LogGroupName: z.string().optional() }), request).LogGroupName;
  const physicalId = name ?? generatedName(request);
  return { physicalId, attributes: { Arn: arnIn(request, 'logs', `log-group:${physicalId}:*`) } };
};
