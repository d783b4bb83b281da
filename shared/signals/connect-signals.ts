import { connectCloudWatch } from '../aws/cloud-watch.ts';
import { connectRds } from '../aws/rds.ts';
import { connectRoute53 } from '../aws/route53.ts';
import type { SignalClients } from './signal-clients.ts';

/** For handlers. */
export const connectSignals = (): SignalClients => ({
  cloudWatch: connectCloudWatch(),
  route53: connectRoute53(),
  rds: connectRds(),
});
