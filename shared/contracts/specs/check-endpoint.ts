import * as z from 'zod';
import { about } from '../about.ts';
import { defineKind } from '../define-kind.ts';
import { EndpointUrl } from '../endpoint-url.ts';
import { durationWithin } from '../fields.ts';

export const CheckEndpointSpec = z
  .strictObject({
    url: EndpointUrl.meta(about('The URL that is asked.', 'https://app.shielda.dev/api/health')),
    method: z.enum(['GET', 'HEAD', 'POST']).default('GET').meta(about('The method of the request.', 'GET')),
    status: z
      .int()
      .min(100)
      .max(599)
      .default(200)
      .meta(about('The status that counts as good.', 401, 'HTTP status')),
    contains: z
      .string()
      .min(1)
      .optional()
      .meta(about('Text that the first 5,120 bytes of a good answer contain.', '"region":"us-east-1"')),
    timeout: durationWithin('1s', '45s')
      .default(5)
      .meta(about('How long one request may take. A look has no more.', '5s')),
    times: z
      .int()
      .min(1)
      .max(20)
      .default(2)
      .meta(about('How many good answers in a row make the proof.', 3, 'answers')),
  })
  .meta(about('Asks an HTTP endpoint whether the service answers.'));
export type CheckEndpointSpec = z.output<typeof CheckEndpointSpec>;

export const checkEndpoint = defineKind({
  name: 'checkEndpoint',
  spec: CheckEndpointSpec,
  effect: 'looks',
  names: () => [],
});
