import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import type { DatabaseFacts } from '../../aws/rds.ts';
import type { Reading } from '../../domain/reading.ts';
import type { ForkFacts } from '../../domain/recovery/judge-fork.ts';
import type { LagDatapoint } from '../../domain/recovery/judge-lag.ts';
import type { WithDatabase } from '../../postgres/database.ts';
import type { ServerFacts } from '../../postgres/look-at-database.ts';
import type { BesideFacts } from '../../postgres/look-beside.ts';
import type { FenceNow } from './fences.ts';
import type { Promotions } from './promotions.ts';

export type PromoteReplicaDependencies = Readonly<{
  rds: ClientsOf<RDSClient>;
  cloudWatch: ClientsOf<CloudWatchClient>;
  withDatabase: WithDatabase;
  promotions: Promotions;
}>;

export type PromoteReplicaFacts = Readonly<{
  instance: Reading<DatabaseFacts>;
  server: Reading<ServerFacts>;
  /** What the promotion does not carry, before the first act and once it is through; undefined where nobody asked or could. */
  beside?: BesideFacts | undefined;
  /** ReplicaLag of the minutes before service was lost. */
  lag: Reading<readonly LagDatapoint[]>;
  /** Of an instance without a source that this run has not ordered promoted. */
  fork: ForkFacts | undefined;
  /** What this run has fenced, as it is right before the order. */
  fences?: readonly FenceNow[];
}>;
