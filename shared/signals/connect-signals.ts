import * as z from 'zod';
import { connectCloudWatch } from '../aws/cloud-watch.ts';
import { connectRds } from '../aws/rds.ts';
import { connectRoute53 } from '../aws/route53.ts';
import type { SignalClients } from './signal-clients.ts';

export const SignalSettings = z.object({ STACK_NAME: z.string().regex(/^[a-z][A-Za-z0-9-]*$/) });

/** For handlers. */
export const connectSignals = ({ STACK_NAME }: z.output<typeof SignalSettings>): SignalClients => ({
  cloudWatch: connectCloudWatch(),
  route53: connectRoute53(),
  rds: connectRds(),
  stackName: STACK_NAME,
});
