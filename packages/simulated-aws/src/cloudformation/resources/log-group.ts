import * as z from 'zod';
import { arnIn, generatedName, propertiesOf, type ResourceHandler } from '../resource-handler.ts';

/** Other classes than the standard one, policies and encryption with a key of one's own are refused. */
const LogGroup = z.strictObject({
  LogGroupName: z.string().optional(),
  RetentionInDays: z.number().optional(),
  Tags: z.unknown().optional(),
});

export const createLogGroup: ResourceHandler = async (request) => {
  const { LogGroupName: name = generatedName(request), RetentionInDays: retentionInDays } = propertiesOf(
    LogGroup,
    request,
  );
  const { region, services } = request.context;
  services.createLogGroup({ name, region, retentionInDays });
  return { physicalId: name, attributes: { Arn: arnIn(request, 'logs', `log-group:${name}:*`) } };
};
