import * as z from 'zod';
import { propertiesOf, type ResourceHandler, requireSound } from '../resource-handler.ts';

/** Policies of buses are refused: they let other accounts in, of which there are none here. */
const EventBus = z.strictObject({
  Name: z.string(),
  Description: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

export const createEventBus: ResourceHandler = async (request) => {
  const { region, services } = request.context;
  const { Name } = propertiesOf(EventBus, request);
  requireSound({ service: 'events', operation: 'CreateEventBus', input: { Name } });
  const arn = services.events.createBus(region, Name);
  return { physicalId: Name, attributes: { Arn: arn, Name } };
};
