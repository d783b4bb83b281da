import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { ClientsOf } from '../aws/clients.ts';
import type { SignalReading } from '../contracts/detection/signal-reading.ts';
import type { Plan } from '../contracts/plan.ts';
import type { AlarmsOfRegions } from './alarms-of-regions.ts';

export type SignalClients = Readonly<{
  cloudWatch: ClientsOf<CloudWatchClient>;
  route53: ClientsOf<Route53Client>;
  rds: ClientsOf<RDSClient>;
  /** Service and stage of the stack: its own alarms on probes are called by it. */
  stackName: string;
}>;

/** What a signal is read for: its plan with all its alarms, and now (ISO 8601, UTC). */
export type Reader = Readonly<{
  plan: Pick<Plan, 'plan' | 'regions'>;
  clients: SignalClients;
  alarms: AlarmsOfRegions;
  now: string;
}>;

/** What a look gave, without the name of the signal, the time of the look and what is the same for all signals. */
export type Judgement = Omit<SignalReading, 'signal' | 'vantage' | 'at' | 'silenced' | 'isLoud'>;
