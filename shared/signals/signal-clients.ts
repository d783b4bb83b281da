import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { ClientsOf } from '../aws/clients.ts';
import type { Plan } from '../contracts/plan.ts';
import type { SignalReading } from '../contracts/signal-reading.ts';

export type SignalClients = Readonly<{
  cloudWatch: ClientsOf<CloudWatchClient>;
  route53: ClientsOf<Route53Client>;
  rds: ClientsOf<RDSClient>;
}>;

/** What a signal is read for: its plan, and now (ISO 8601, UTC). */
export type Reader = Readonly<{ plan: Pick<Plan, 'plan' | 'regions'>; clients: SignalClients; now: string }>;

/** What a look gave, without the name of the signal and the time of the look. */
export type Judgement = Omit<SignalReading, 'signal' | 'vantage' | 'at'>;
