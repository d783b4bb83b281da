import * as z from 'zod';
import { propertiesOf, type ResourceHandler } from '../resource-handler.ts';

/** Symmetric keys of one Region. Rotation and the window before a deletion make no difference here. */
const Key = z.strictObject({
  KeyPolicy: z.unknown(),
  Description: z.string().optional(),
  EnableKeyRotation: z.unknown().optional(),
  PendingWindowInDays: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

export const createKey: ResourceHandler = async (request) => {
  const { KeyPolicy, Description: description } = propertiesOf(Key, request);
  const { region, services } = request.context;
  const arn = services.createKey({ region, policy: JSON.stringify(KeyPolicy), description });
  const id = arn.split('/').at(-1) ?? '';
  return { physicalId: id, attributes: { Arn: arn, KeyId: id } };
};
