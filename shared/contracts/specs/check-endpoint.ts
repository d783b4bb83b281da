import * as z from 'zod';
import { defineKind } from '../define-kind.ts';
import { EndpointUrl } from '../endpoint-url.ts';
import { durationWithin } from '../fields.ts';

export const CheckEndpointSpec = z.strictObject({
  url: EndpointUrl,
  method: z.enum(['GET', 'HEAD', 'POST']).default('GET'),
  status: z.int().min(100).max(599).default(200),
  /** Looked for in the first 5,120 bytes, as Route 53 does. */
  contains: z.string().min(1).optional(),
  /** Of one request; a look has no more. */
  timeout: durationWithin('1s', '45s').default(5),
  /** How many good answers in a row make the proof. */
  times: z.int().min(1).max(20).default(2),
});
export type CheckEndpointSpec = z.output<typeof CheckEndpointSpec>;

export const checkEndpoint = defineKind({
  name: 'checkEndpoint',
  spec: CheckEndpointSpec,
  effect: 'looks',
  names: () => [],
});
