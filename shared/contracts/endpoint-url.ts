import * as z from 'zod';
import { whyNotToAsk } from './askable-host.ts';

/** An endpoint that clients reach; whatever notation an address is written in, it is judged as URL() reads it. */
export const EndpointUrl = z.url({ protocol: /^https?$/ }).superRefine((url, context) => {
  const why = whyNotToAsk(hostOf(url));
  if (why !== undefined)
    context.addIssue({ code: 'custom', message: `${why}: name the host that the clients of the service reach` });
  else if (URL.canParse(url) && (new URL(url).username || new URL(url).password))
    context.addIssue({
      code: 'custom',
      message: 'user and password would stand in notices and records: leave them out',
    });
});

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');
